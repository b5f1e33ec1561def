use shop::{Call, Client, Error, Streaming};

pub async fn listen<O: Streaming>(
    call: Call<&Client, O>,
    mut hear: impl FnMut(O::Event),
) -> Result<(), Error<O::Error>> {
    let mut events = call.events();
    while let Some(event) = events.next().await {
        hear(event?);
    }
    Ok(())
}
