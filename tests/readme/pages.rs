use shop::{Blocking, Call, Client, Error, Paged};

pub async fn all<O: Paged>(call: Call<&Client, O>) -> Result<Vec<O::Item>, Error<O::Error>> {
    let (mut items, mut all) = (call.items(), Vec::new());
    while let Some(item) = items.next().await {
        all.push(item?);
    }
    Ok(all)
}

pub fn first<O: Paged>(call: Call<&Client<Blocking>, O>) -> Result<Vec<O::Item>, Error<O::Error>> {
    call.items().take(100).collect()
}
