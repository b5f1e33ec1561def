use std::io::Write;
use zendesk_any_channel::{Blocking, Call, Client, Error, Operation};

pub async fn receive<O: Operation>(
    call: Call<&Client, O>,
    mut take: impl FnMut(&[u8]),
) -> Result<(), Error<O::Error>> {
    let mut body = call.stream().await?.value;
    while let Some(bytes) = body.next().await {
        take(&bytes?);
    }
    Ok(())
}

pub fn save<O: Operation>(
    call: Call<&Client<Blocking>, O>,
    file: &mut impl Write,
) -> Result<std::io::Result<u64>, Error<O::Error>> {
    Ok(std::io::copy(&mut call.stream()?.value, file))
}
