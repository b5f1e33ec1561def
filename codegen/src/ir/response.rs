//! What an operation answers.

use super::{Docs, Link, Operation, Payload, Stream, TypeId};

/// A declared response (OpenAPI 3.0, section 4.7.17).
#[derive(Clone, Debug)]
pub struct Response {
    /// For which statuses.
    pub status: Status,
    /// Whether it is called an error, where its status does not say whether it is one.
    pub is_error: bool,
    /// What its body is made of.
    pub payload: Payload,
    /// The media type of the body.
    pub media_type: Option<String>,
    /// The form in which it comes piece by piece, where it has one: the body itself, or another one.
    pub stream: Option<Stream>,
    /// What it leads to.
    pub links: Vec<Link>,
    /// What the document says of it.
    pub docs: Docs,
}

/// The statuses that a response is declared for (OpenAPI 3.0, section 4.7.16).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// One status.
    Code(u16),
    /// All of a class that are not declared one by one: 4 for `4XX`.
    Range(u16),
    /// All that are not declared in another way.
    Default,
}

impl Response {
    /// Whether its only body comes piece by piece.
    pub fn is_streamed(&self) -> bool {
        let own = self.media_type.as_deref().map(str::trim);
        self.stream.as_ref().is_some_and(|stream| own == Some(&*stream.media_type))
    }

    /// The form in which it comes piece by piece, where it may also come at once.
    pub fn other_stream(&self) -> Option<&Stream> {
        self.stream.as_ref().filter(|_| !self.is_streamed())
    }

    /// The types of its bodies.
    pub fn types(&self) -> impl Iterator<Item = TypeId> {
        self.payload.ty().into_iter().chain(self.stream.as_ref().map(|stream| stream.item))
    }
}

impl Status {
    /// Whether it may say that an operation succeeded.
    pub fn may_be_success(self) -> bool {
        matches!(self.class(), None | Some(2))
    }

    fn class(self) -> Option<u16> {
        match self {
            Self::Code(code) => Some(code / 100),
            Self::Range(class) => Some(class),
            Self::Default => None,
        }
    }
}

/// What responses of one kind hold together.
#[derive(Clone, Debug)]
pub enum Outcome<'a> {
    /// The same, whatever the status.
    One(Payload),
    /// The same, or nothing.
    Maybe(Payload),
    /// What the status says.
    ByStatus(Vec<&'a Response>),
}

impl Operation {
    /// The successful responses: those of 2xx, or `default`, which is all that is not declared, where the document declares
    /// nothing else, or none that is no failure and does not call it one.
    pub fn successes(&self) -> Vec<&Response> {
        let has_others = self.responses.iter().any(|response| response.status != Status::Default);
        let has_success = self.responses.iter().any(|it| matches!(it.status.class(), Some(2 | 3)));
        let is_success = |response: &&Response| match response.status.class() {
            Some(class) => class == 2,
            None => !has_others || !has_success && !response.is_error,
        };
        self.responses.iter().filter(is_success).collect()
    }

    /// Whether all that the document says of its success is that it leads elsewhere.
    pub fn is_redirect(&self) -> bool {
        let redirects = |response: &Response| response.status.class() == Some(3);
        self.successes().is_empty() && self.responses.iter().any(redirects)
    }

    /// The responses that say that the operation failed.
    pub fn failures(&self) -> Vec<&Response> {
        let has_others = self.responses.iter().any(|response| response.status != Status::Default);
        let is_failure = |response: &&Response| match response.status.class() {
            Some(class) => class > 2,
            None => has_others,
        };
        self.responses.iter().filter(is_failure).collect()
    }

    /// What the operation answers when it succeeds.
    pub fn success(&self) -> Outcome<'_> {
        let responses = self.successes();
        let has_empty = responses.iter().any(|response| response.payload == Payload::Nothing);
        match (distinct(&responses).as_slice(), has_empty) {
            ([], _) => Outcome::One(Payload::Nothing),
            ([only], true) => Outcome::Maybe(*only),
            ([only], _) => Outcome::One(*only),
            _ => Outcome::ByStatus(responses),
        }
    }

    /// What the operation answers when it fails; `None` where the document does not say that in JSON.
    pub fn error(&self) -> Option<Outcome<'_>> {
        let mut responses = self.failures();
        responses.retain(|response| response.payload != Payload::Nothing);
        match distinct(&responses).as_slice() {
            [] | [Payload::Text | Payload::Bytes] => None,
            [only] => Some(Outcome::One(*only)),
            _ => Some(Outcome::ByStatus(responses)),
        }
    }
}

/// The different bodies among some responses, without the empty ones.
fn distinct(responses: &[&Response]) -> Vec<Payload> {
    let mut payloads = Vec::new();
    for response in responses {
        if response.payload != Payload::Nothing && !payloads.contains(&response.payload) {
            payloads.push(response.payload);
        }
    }
    payloads
}
