//! Sends a body as a client of the crate does: written and checked in one walk, as a request that is then thrown away.

use ours::runtime::{Builder, Route, Slot};
use ours::{BaseUrl, Error, Operation};

/// The length of the body; none when it is against the rules of the document.
pub fn send<T: Slot>(values: &Vec<T>) -> Option<usize> {
    let base = BaseUrl::parse("https://api.example.com").expect("it is an address");
    let request = Sent(values).request(&base).ok()?;
    Some(request.body().len())
}

/// An operation whose body is a list of them.
struct Sent<'a, T>(&'a Vec<T>);

impl<T: Slot> Operation for Sent<'_, T> {
    type Output = ();
    type Error = serde_json::Value;
    const ROUTE: Route = Route::new("send", "POST", "/values");

    fn write(&self, request: &mut Builder) {
        request.json(self.0, &[]);
    }

    fn response(response: http::Response<ours::runtime::Bytes>) -> Result<(), Error<serde_json::Value>> {
        ours::runtime::empty(response)
    }
}
