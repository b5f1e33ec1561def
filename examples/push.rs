//! Pushes a conversation, and what was halted again.
//!
//! ```sh
//! cargo run --example push -- --address http://127.0.0.1:8080 --token secret
//! ```

extern crate bindery_live as zendesk_any_channel;

use clap::Parser;
use std::error::Error;
use std::process::ExitCode;
use zendesk_any_channel::models::{Author, ExternalResource, PushContentToSupportRequest, StatusCode};
use zendesk_any_channel::{Client, Credentials};

/// Pushes three comments to an Any Channel service.
#[derive(Parser)]
struct Arguments {
    /// The address of the service
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    address: String,
    /// A bearer token
    #[arg(long, default_value = "secret")]
    token: String,
    /// The account to push to, as the service named it when the integration was set up
    #[arg(long, default_value = "d448ef2f-8f51-4fbd-a5d1-9a53d2c8a3c1")]
    instance_push_id: String,
}

#[tokio::main]
async fn main() -> ExitCode {
    match push(&Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Pushes until nothing is left that was not tried.
async fn push(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let client = Client::new(&arguments.address, Credentials::bearer(&arguments.token))?;
    let mut waiting = conversation()?;
    while !waiting.is_empty() {
        let body = PushContentToSupportRequest::new(&arguments.instance_push_id, waiting.clone());
        let pushed = client.push_content_to_support(&body).await?;
        let mut halted = Vec::new();
        for (resource, result) in waiting.iter().zip(&pushed.results) {
            println!("{}: {}", result.external_resource_id, result.status.code);
            match &result.status.code {
                StatusCode::Success | StatusCode::AlreadyImported => {}
                // It was not tried, since one before it failed: it is pushed again without that one.
                StatusCode::Halted => halted.push(resource.clone()),
                code => {
                    let why = result.status.description.as_deref().unwrap_or("no reason is given");
                    eprintln!("{} is given up: {code} ({why})", result.external_resource_id);
                }
            }
        }
        // An answer in which all is halted would be the same for ever.
        if halted.len() == waiting.len() {
            return Err("nothing was imported".into());
        }
        waiting = halted;
    }
    Ok(())
}

/// A question, an answer to something that nobody knows, and an answer to the question.
fn conversation() -> Result<Vec<ExternalResource>, Box<dyn Error>> {
    let author = Author::new("456").name("Fred");
    let comment = |id: &str, message: &str, at: &str| -> Result<ExternalResource, Box<dyn Error>> {
        Ok(ExternalResource::new(id, message, at.parse()?, author.clone()))
    };
    Ok(vec![
        comment("1", "Does it come in red?", "2015-01-13T08:59:26Z")?,
        comment("2", "Which one?", "2015-01-13T09:03:10Z")?.parent_id("unknown"),
        comment("3", "It does not.", "2015-01-13T09:10:00Z")?.parent_id("1"),
    ])
}
