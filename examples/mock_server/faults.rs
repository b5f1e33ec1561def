//! What goes wrong on the way: stands in front of a service, and spoils some of the connections.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// How many of a thousand connections get each fault.
#[derive(Clone, Copy, Debug, Default)]
pub struct Faults {
    /// The connection is slow by a second.
    pub delays: u32,
    /// The connection is reset, before or after the service had the request.
    pub resets: u32,
    /// The answer ends in its middle.
    pub truncations: u32,
    /// The answer is no HTTP.
    pub garbage: u32,
}

impl Faults {
    /// So many of each.
    pub fn all(of_a_thousand: u32) -> Self {
        let each = of_a_thousand.min(250);
        Self { delays: each, resets: each, truncations: each, garbage: each }
    }

    /// What happens to a connection.
    fn pick(self) -> Option<Fault> {
        let mut at = fastrand::u32(0..1000);
        let faults = [
            (self.delays, Fault::Delay),
            (self.resets, Fault::Reset { is_late: fastrand::bool() }),
            (self.truncations, Fault::Truncation),
            (self.garbage, Fault::Garbage),
        ];
        for (share, fault) in faults {
            if at < share {
                return Some(fault);
            }
            at -= share;
        }
        None
    }
}

#[derive(Clone, Copy)]
enum Fault {
    Delay,
    Reset { is_late: bool },
    Truncation,
    Garbage,
}

/// Passes connections on to a service, spoilt or not, for ever.
///
/// # Errors
///
/// When no more connections can be taken.
pub async fn spoil(listener: TcpListener, service: SocketAddr, faults: Faults) -> io::Result<()> {
    loop {
        let (client, _) = listener.accept().await?;
        // A connection that breaks is what this is for.
        tokio::spawn(async move { pass_on(client, service, faults).await.ok() });
    }
}

async fn pass_on(mut client: TcpStream, service: SocketAddr, faults: Faults) -> io::Result<()> {
    let mut server = TcpStream::connect(service).await?;
    let mut request = vec![0; 64 << 10];
    let mut answer = vec![0; 64 << 10];
    // The fault of the request that is on its way, if it gets one; a connection carries many.
    let mut fault: Option<Option<Fault>> = None;
    loop {
        tokio::select! {
            read = client.read(&mut request) => {
                let read = read?;
                if read == 0 {
                    return Ok(());
                }
                let is_first = fault.is_none();
                match *fault.get_or_insert_with(|| faults.pick()) {
                    Some(Fault::Reset { is_late: false }) => return reset(&client),
                    Some(Fault::Delay) if is_first => tokio::time::sleep(Duration::from_secs(1)).await,
                    _ => {}
                }
                server.write_all(&request[..read]).await?;
            }
            read = server.read(&mut answer) => {
                let read = read?;
                if read == 0 {
                    return Ok(());
                }
                match fault.take().flatten() {
                    Some(Fault::Reset { .. }) => return reset(&client),
                    Some(Fault::Truncation) => return client.write_all(&answer[..read / 2]).await,
                    Some(Fault::Garbage) => return client.write_all(b"\0\xff?!\r\n\r\n").await,
                    _ => client.write_all(&answer[..read]).await?,
                }
            }
        }
    }
}

/// Ends a connection as a crashed process does.
fn reset(client: &TcpStream) -> io::Result<()> {
    client.set_zero_linger()
}
