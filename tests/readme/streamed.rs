use shop::Event;
use shop::models::{Word, Words};
use shop::server::{Shop, Streamed, replies, requests};

struct Repeating;

impl Shop for Repeating {
    async fn ask(&self, request: requests::Ask) -> replies::Ask {
        let words = request.body.text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        if !request.body.stream {
            return replies::Ask::Ok(Words::new(words));
        }
        let events = words.into_iter().map(|word| Event::new(Word::new(word)));
        replies::Ask::OkEvents(Streamed::new(events).ending("[DONE]"))
    }
}
