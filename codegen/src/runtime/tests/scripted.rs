//! A service on loopback that answers by a script, however little that is HTTP.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Mutex;

/// What the service does next on a connection. At the end of the script it closes the connection.
#[derive(Clone, Copy)]
pub enum Do {
    /// Sends these bytes.
    Send(&'static str),
    /// Sends these bytes again and again, until nobody takes them.
    Repeat(&'static str, Duration),
    /// Waits.
    Wait(Duration),
}

/// A service, and what it has seen.
pub struct Scripted {
    /// Its address.
    pub address: String,
    requests: Arc<Mutex<Vec<String>>>,
    closed: Arc<AtomicUsize>,
}

impl Scripted {
    /// A service with a script for each connection; the last one is for all others.
    pub async fn start(scripts: &'static [&'static [Do]]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (requests, closed) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicUsize::new(0)));
        let service = Self { address, requests: Arc::clone(&requests), closed: Arc::clone(&closed) };
        tokio::spawn(async move {
            for index in 0.. {
                let Ok((stream, _)) = listener.accept().await else { return };
                let script = scripts.get(index).or(scripts.last()).unwrap();
                tokio::spawn(answer(stream, script, Arc::clone(&requests), Arc::clone(&closed)));
            }
        });
        service
    }

    /// The heads of the requests, and what came with them of their bodies.
    pub async fn requests(&self) -> Vec<String> {
        self.requests.lock().await.clone()
    }

    /// How many connections were closed by the client before the script was over.
    pub async fn closed(&self, at_least: usize) -> usize {
        for _ in 0..200 {
            if self.closed.load(Ordering::Relaxed) >= at_least {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        self.closed.load(Ordering::Relaxed)
    }
}

async fn answer(
    mut stream: TcpStream,
    script: &[Do],
    requests: Arc<Mutex<Vec<String>>>,
    closed: Arc<AtomicUsize>,
) {
    let mut request = Vec::new();
    while !request.windows(4).any(|window| window == b"\r\n\r\n") {
        let mut buffer = [0; 4096];
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return,
            Ok(count) => request.extend_from_slice(&buffer[..count]),
        }
    }
    requests.lock().await.push(String::from_utf8_lossy(&request).into_owned());
    for action in script {
        let is_taken = match action {
            Do::Send(text) => stream.write_all(text.as_bytes()).await.is_ok(),
            Do::Wait(time) => {
                tokio::time::sleep(*time).await;
                true
            }
            Do::Repeat(text, pause) => {
                while stream.write_all(text.as_bytes()).await.is_ok() {
                    if !pause.is_zero() {
                        tokio::time::sleep(*pause).await;
                    }
                }
                false
            }
        };
        if !is_taken {
            closed.fetch_add(1, Ordering::Relaxed);
            return;
        }
    }
}
