//! A small Any Channel service on loopback, which misbehaves on purpose when it is told to.
//!
//! ```sh
//! cargo run --example mock_server -- --token secret --faults 10
//! cargo run --example push -- --token secret
//! ```

extern crate bindery_live as zendesk_any_channel;

mod faults;
mod service;

use clap::Parser;
use faults::Faults;
use service::Service;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use zendesk_any_channel::server::Routes;

/// A small Any Channel service: it remembers what is pushed, checks tokens, limits calls, and fails on purpose.
#[derive(Parser)]
struct Arguments {
    /// Where it listens
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The bearer token that callers need
    #[arg(long, default_value = "secret")]
    token: String,
    /// How many calls it answers in a second, before it says 429
    #[arg(long, value_name = "CALLS", default_value = "100")]
    rate: u32,
    /// How many of a thousand requests get each fault: a delay, a reset, a truncated answer, garbage; at most 250
    #[arg(long, value_name = "COUNT", default_value = "0", value_parser = clap::value_parser!(u32).range(..=250))]
    faults: u32,
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let Arguments { listen, token, rate, faults } = Arguments::parse();
    let service = Arc::new(Service::new(&token, rate));
    let router = Routes::new().channel_framework(Arc::clone(&service)).into_router();
    let outside = TcpListener::bind(listen).await?;
    let inside = TcpListener::bind("127.0.0.1:0").await?;
    let behind = inside.local_addr()?;
    println!("http://{} takes the token {token:?}", outside.local_addr()?);
    tokio::spawn(async move { axum::serve(inside, router).await });
    tokio::spawn(tell(service));
    faults::spoil(outside, behind, Faults::all(faults)).await
}

/// Tells whenever there are more comments.
async fn tell(service: Arc<Service>) {
    let mut told = 0;
    loop {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let comments: u32 = service.comments(|all| all.values().sum());
        if comments > told {
            println!("{comments} comments");
            told = comments;
        }
    }
}
