//! Names of what depends on a status or a media type, of credentials, and of what the service sends by itself.

use super::lock::Entry;
use super::place::Places;
use super::scope::Scope;
use super::taken::is_taken_type;
use super::words::{snake, upper_camel};
use super::{Namer, OperationNames};
use crate::ir::{
    Api, Content, Event, Operation, Outcome, Payload, Response, SchemeKind, SecurityScheme, Status, TypeId,
};

/// The identifiers of an enum that depends on the status or the media type.
#[derive(Clone, Debug)]
pub struct Variants {
    /// The enum.
    pub name: String,
    /// Its variants.
    pub variants: Vec<String>,
}

impl Variants {
    /// An enum with variants of these names, as far as they differ.
    pub(super) fn new(name: String, variants: Vec<String>) -> Self {
        let mut scope = Scope::default();
        Self { name, variants: variants.into_iter().map(|variant| scope.take(&[variant])).collect() }
    }
}

/// What the constructor of an entry of the configuration is called.
pub fn configured_name(name: &str) -> String {
    snake(name).unwrap_or_else(|| "configured".to_owned())
}

/// Whether credentials have a method of this name in every crate.
pub(crate) fn is_taken_credentials(method: &str) -> bool {
    TAKEN_CREDENTIALS.contains(&method)
}

/// The constructors that credentials have in every crate.
pub(super) const TAKEN_CREDENTIALS: &[&str] = &[
    "none",
    "bearer",
    "basic",
    "api_key_header",
    "api_key_query",
    "api_key_cookie",
    "and",
    "prepare",
    "token_source",
    "tokens",
    "from",
    "clone",
    "clone_from",
    "default",
    "fmt",
    "into",
    // So that no `on_refresh_token` of a scheme stands beside that of `OAuth2`.
    "on",
];

impl Namer<'_> {
    /// The enums of operations, after all operations have their names.
    pub(super) fn name_outcomes(&mut self, types: &mut Scope) {
        let operations = self.api.operations.iter().zip(&mut self.names.operations);
        for (index, (operation, names)) in operations.enumerate() {
            // Those of an operation that has got another name are called after it.
            let kept = self.kept.operations.get(&index).copied();
            super::service::name_handler(operation, names);
            let kept = kept.filter(|kept| kept.name() == names.name);
            name_enums(operation, names, types, |what| {
                kept?.enums.get(what).filter(|name| !self.lost.contains(name.as_str())).cloned()
            });
        }
        self.name_errors(types);
        // Every operation has an entry, in the same order.
        for (names, entry) in self.names.operations.iter().zip(&mut self.entries.operations) {
            let enums = [("body", &names.choices), ("success", &names.success)].into_iter();
            let enums = enums.filter_map(|(what, enum_)| Some((what, &enum_.as_ref()?.name)));
            let enums = enums.chain(names.error.as_ref().map(|error| ("error", &error.name)));
            entry.enums = enums.map(|(what, name)| (what.to_owned(), name.clone())).collect();
        }
    }

    /// The constructors of credentials: those that have a name keep it.
    pub(super) fn name_credentials(&mut self, places: &Places) {
        let mut scope = Scope::reserving(TAKEN_CREDENTIALS);
        let schemes = &self.api.security_schemes;
        let wanted: Vec<Option<String>> = schemes.iter().map(constructor).collect();
        let mut names: Vec<Option<String>> = vec![None; wanted.len()];
        for (index, (name, wanted)) in names.iter_mut().zip(&wanted).enumerate() {
            let kept = self.kept.credentials.get(&index).filter(|_| wanted.is_some());
            let kept = kept.map(|entry| entry.name()).filter(|name| scope.claim(name));
            *name = kept.map(str::to_owned);
        }
        for (name, wanted) in names.iter_mut().zip(wanted).filter(|(name, _)| name.is_none()) {
            *name = wanted.map(|wanted| scope.take(&[wanted.clone(), format!("{wanted}_auth")]));
        }
        for (index, (scheme, name)) in schemes.iter().zip(&names).enumerate() {
            let (Some(name), Some(place)) = (name, places.credentials.get(index)) else { continue };
            self.entries.credentials.push(Entry::single("", name, place));
            let fresh = self.fresh.as_ref().filter(|_| self.kept.credentials.contains_key(&index));
            let fresh = fresh.and_then(|names| names.credentials.get(index)).cloned().flatten();
            let at = scheme.docs.at.split().map_or_else(|| scheme.docs.at.clone(), |(at, _)| at);
            self.tell_kept("constructor of credentials", name, fresh.as_deref(), &at);
        }
        self.names.credentials = names;
    }

    /// The events: those that have a name keep it, unless it is made of that of an operation that has got another one.
    pub(super) fn name_events(&mut self, places: &Places) {
        let (mut webhooks, mut callbacks) = (Scope::default(), Scope::default());
        let events = &self.api.events;
        let mut names: Vec<Option<String>> = vec![None; events.len()];
        for (index, (event, name)) in events.iter().zip(&mut names).enumerate() {
            let scope = if event.operation.is_some() { &mut callbacks } else { &mut webhooks };
            let is_renamed = event.operation.is_some_and(|index| self.is_renamed(index));
            let kept = self.kept.events.get(&index).filter(|_| !is_renamed).map(|entry| entry.name());
            let kept = kept.filter(|name| !is_taken_type(name) && scope.claim(name));
            *name = kept.map(str::to_owned);
        }
        for (index, (event, name)) in events.iter().zip(names).enumerate() {
            let wanted = upper_camel(&event.name).unwrap_or_else(|| "Event".to_owned());
            let operation = event.operation.and_then(|index| self.names.operations.get(index));
            let name = name.unwrap_or_else(|| match operation {
                Some(operation) => take_event(&mut callbacks, [format!("{}{wanted}", operation.name)]),
                None => take_event(&mut webhooks, [wanted.clone(), with_method(&wanted, event)]),
            });
            if let Some(place) = places.events.get(index).filter(|place| !place.is_empty()) {
                let kind = if event.operation.is_some() { "callback" } else { "webhook" };
                self.entries.events.push(Entry::single(kind, &name, place));
            }
            if !event.operation.is_some_and(|index| self.is_operation_kept(index)) {
                let fresh = self.fresh.as_ref().filter(|_| self.kept.events.contains_key(&index));
                let fresh = fresh.and_then(|names| names.events.get(index)).cloned();
                self.tell_kept("event", &name, fresh.as_deref(), &event.at);
            }
            self.names.events.push(name);
        }
    }
}

/// What the constructor of a scheme's credentials is called; `None` where every crate has one that serves.
fn constructor(scheme: &SecurityScheme) -> Option<String> {
    let name = scheme_name(scheme);
    let is_there = match &scheme.kind {
        SchemeKind::Basic => name == "basic",
        SchemeKind::Bearer | SchemeKind::OAuth2(_) | SchemeKind::OpenIdConnect(_) => name == "bearer",
        SchemeKind::Http(_) => true,
        SchemeKind::HeaderKey(_) | SchemeKind::QueryKey(_) | SchemeKind::CookieKey(_) => false,
    };
    (!is_there).then_some(name)
}

/// The name of a scheme as that of a function, whether it has one of its own or not.
pub fn scheme_name(scheme: &SecurityScheme) -> String {
    snake(&scheme.name).unwrap_or_else(|| "scheme".to_owned())
}

/// The first name that is free and hides nothing that the type of an event is made of.
fn take_event<const N: usize>(scope: &mut Scope, names: [String; N]) -> String {
    let names = names.map(|name| if is_taken_type(&name) { name + "Event" } else { name });
    scope.take(&names)
}

fn with_method(name: &str, event: &Event) -> String {
    format!("{name}{}", upper_camel(event.method.as_str()).unwrap_or_default())
}

/// Names the enums of an operation; `kept` is what the lock calls one, by what it holds.
fn name_enums(
    operation: &Operation,
    names: &mut OperationNames,
    types: &mut Scope,
    kept: impl Fn(&str) -> Option<String>,
) {
    let name = names.name.clone();
    let mut take = |what: &str, suffix: &str, variants: Vec<String>| {
        let name = kept(what).unwrap_or_else(|| types.take(&[format!("{name}{suffix}")]));
        Some(Variants::new(name, variants))
    };
    if let Some(body) = operation.body.as_ref().filter(|body| body.choices.len() > 1) {
        names.choices = take("body", "Body", body.choices.iter().map(choice).collect());
    }
    if let Outcome::ByStatus(responses) = operation.success() {
        names.success = take("success", "Outcome", statuses(&responses));
    }
}

/// What the statuses of some responses are called.
pub(super) fn statuses(responses: &[&Response]) -> Vec<String> {
    responses.iter().map(|response| reason(response.status)).collect()
}

/// What a status is called (RFC 9110, section 15).
pub(super) fn reason(status: Status) -> String {
    let class = |class: u16| match class {
        1 => "Informational",
        2 => "Successful",
        3 => "Redirection",
        4 => "ClientError",
        5 => "ServerError",
        _ => "Unassigned",
    };
    match status {
        Status::Default => "Default".to_owned(),
        Status::Range(range) => class(range).to_owned(),
        Status::Code(code) => {
            let reason = http::StatusCode::from_u16(code).ok().and_then(|status| status.canonical_reason());
            reason.and_then(upper_camel).unwrap_or_else(|| format!("Status{code}"))
        }
    }
}

/// What a choice of a body is called: how it is written, and for variants of JSON its media type.
fn choice(content: &Content) -> String {
    match content.payload {
        Payload::Json(_) => {
            let name = content.media_type.split(';').next().unwrap_or_default();
            let subtype = name.rsplit('/').next().unwrap_or_default().trim();
            upper_camel(subtype).unwrap_or_else(|| "Json".to_owned())
        }
        Payload::Form(_) => "Form".to_owned(),
        Payload::Multipart(_) => "Multipart".to_owned(),
        Payload::Text => "Text".to_owned(),
        Payload::Bytes | Payload::Blob | Payload::Nothing => "Bytes".to_owned(),
    }
}

/// What the body of a response is called after its operation: by its status only where that tells it from others.
pub(super) fn response_suffix(api: &Api, index: usize, status: Status, id: TypeId) -> String {
    let Some(operation) = api.operations.get(index) else { return "Response".to_owned() };
    let successes = operation.successes();
    let is_success = successes.iter().any(|response| response.status == status);
    let (all, kind) = if is_success { (successes, "Response") } else { (operation.failures(), "Error") };
    let has_it = |response: &&&Response| response.payload.ty() == Some(id);
    let is_only = all.iter().filter(|response| response.payload != Payload::Nothing).all(|it| has_it(&it));
    let is_default = all.iter().filter(has_it).any(|response| response.status == Status::Default);
    let reason = reason(status);
    match is_only || is_default {
        true => kind.to_owned(),
        false if reason.ends_with(kind) => reason,
        false => reason + kind,
    }
}
