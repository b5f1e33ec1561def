//! The names of the server stub: a service for each tag, and what its handlers answer.

use super::lock::Entry;
use super::outcome::reason;
use super::taken::{TAKEN_FEATURES, is_taken_service};
use super::words::{snake, upper_camel};
use super::{Namer, OperationNames, ReplyNames, Scope};
use crate::ir::Operation;
use indexmap::IndexMap;

/// The operations of one tag.
#[derive(Clone, Debug)]
pub struct ServiceNames {
    /// The trait.
    pub name: String,
    /// The method that adds its operations to others.
    pub method: String,
    /// The tag; `None` for the operations without one.
    pub tag: Option<String>,
    /// The feature of the crate that has its operations, where tags are features; `None` for operations without a tag, or
    /// with one that has no name in ASCII, which is all that registries take.
    pub feature: Option<String>,
    /// The operations, as indices of [`Api::operations`](crate::ir::Api::operations).
    pub operations: Vec<usize>,
}

/// Operations that one service has.
#[derive(Default)]
struct Group {
    /// Their tags, each once; empty for none.
    tags: Vec<String>,
    operations: Vec<usize>,
}

impl<'a> Namer<'a> {
    /// Names a service for each tag, in the order of the operations.
    pub(super) fn name_services(&mut self) {
        let groups = self.by_tag();
        let (mut types, mut methods) = (Scope::default(), Scope::reserving(TAKEN_METHODS));
        let mut features = Scope::reserving(TAKEN_FEATURES);
        let is_free = |types: &mut Scope, methods: &mut Scope, entry: &Entry| {
            types.claim(entry.name()) && methods.claim(entry.method())
        };
        let kept: Vec<Option<&'a Entry>> = groups
            .values()
            .map(|group| {
                let entry = group.tags.iter().find_map(|tag| self.kept.services.get(tag.as_str()).copied());
                entry.filter(|entry| is_free(&mut types, &mut methods, entry))
            })
            .collect();
        for ((wanted, group), kept) in groups.into_iter().zip(kept) {
            let [name, method] = match kept {
                Some(kept) => [kept.name().to_owned(), kept.method().to_owned()],
                None => fresh_names(&wanted, &mut types, &mut methods),
            };
            self.tell_service(&name, &group, kept.is_some());
            let tag = group.tags.into_iter().next().unwrap_or_default();
            let (names, places) = (vec![name.clone(), method.clone()], vec![tag.clone()]);
            self.entries.services.push(Entry { names, places, ..Entry::default() });
            let tag = (!tag.is_empty()).then_some(tag);
            let feature = tag.as_deref().and_then(|tag| feature(tag, &mut features));
            let operations = group.operations;
            self.names.services.push(ServiceNames { name, method, tag, feature, operations });
        }
    }

    /// The operations of each tag, by what its service would be called. Tags of the same words are one service.
    fn by_tag(&self) -> IndexMap<String, Group> {
        let mut groups: IndexMap<String, Group> = IndexMap::new();
        for (index, operation) in self.api.operations.iter().enumerate() {
            let tag = operation.tag.clone().unwrap_or_default();
            let wanted = upper_camel(&tag).or_else(|| upper_camel(&self.api.title));
            let group = groups.entry(wanted.unwrap_or_else(|| "Api".to_owned())).or_default();
            group.operations.push(index);
            if !group.tags.contains(&tag) {
                group.tags.push(tag);
            }
        }
        groups
    }

    /// Tells of a service that would have another name without the lock.
    fn tell_service(&mut self, name: &str, group: &Group, is_kept: bool) {
        let first = group.operations.first().copied();
        let has_first = |service: &&ServiceNames| service.operations.first().copied() == first;
        let fresh = self.fresh.iter().flat_map(|fresh| &fresh.services).find(has_first);
        let fresh = fresh.map(|service| service.name.clone()).filter(|_| is_kept);
        let operation = first.and_then(|first| self.api.operations.get(first));
        if let Some(operation) = operation {
            self.tell_kept("service", name, fresh.as_deref(), &operation.at);
        }
    }
}

/// The names of a service that has none yet: those of its trait and method.
fn fresh_names(wanted: &str, types: &mut Scope, methods: &mut Scope) -> [String; 2] {
    let (wanted, suffixed) = (wanted.to_owned(), format!("{wanted}Service"));
    let candidates = if is_taken_service(&wanted) { vec![suffixed] } else { vec![wanted, suffixed] };
    let name = types.take(&candidates);
    let method = snake(&name).unwrap_or_else(|| "service".to_owned());
    let method = methods.take(&[method.clone(), format!("{method}_service")]);
    [name, method]
}

/// The feature of a tag: its words, joined by hyphens. A module is called the same.
fn feature(tag: &str, taken: &mut Scope) -> Option<String> {
    let words = snake(tag).filter(|words| words.is_ascii())?;
    let words = words.trim_matches('_').replace('_', "-");
    Some(taken.take(&[words.clone(), format!("{words}-tag")]))
}

/// Names of the methods that every set of routes has.
pub(super) const TAKEN_METHODS: &[&str] = &[
    "add",
    "answer",
    "body_limit",
    "default",
    "find",
    "fmt",
    "from",
    "insert",
    "into",
    "into_router",
    "most_bytes",
    "new",
    "other_methods",
    "too_large",
    "with",
];

/// Names what a handler answers by status, and the field of what else came with a request.
pub(super) fn name_handler(operation: &Operation, names: &mut OperationNames) {
    let successes: Vec<_> = operation.successes().iter().map(|response| response.status).collect();
    let replies = operation.responses.iter().map(|response| {
        let whole = reason(response.status);
        let stream = response.other_stream().filter(|_| successes.contains(&response.status));
        let events = stream.map(|_| format!("{whole}Events"));
        ReplyNames { whole, events }
    });
    names.replies = replies.collect();
    let mut fields = Scope::default();
    fields.claim_all(names.parameters.iter());
    if operation.body.is_some() {
        fields.claim(&names.body);
    }
    names.head = fields.take(&["head", "request_head", "http_head"].map(str::to_owned));
}
