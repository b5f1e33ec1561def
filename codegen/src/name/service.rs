//! The names of the server stub: a service for each tag, and what its handlers answer.

use super::outcome::reason;
use super::taken::{TAKEN_FEATURES, is_taken_service};
use super::words::{snake, upper_camel};
use super::{Namer, OperationNames, Scope};
use crate::ir::Operation;
use std::collections::HashMap;

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

impl Namer<'_> {
    /// Names a service for each tag, in the order of the operations. Tags of the same words are one service.
    pub(super) fn name_services(&mut self) {
        let mut places: HashMap<String, usize> = HashMap::new();
        let (mut types, mut methods) = (Scope::default(), Scope::reserving(TAKEN_METHODS));
        let mut features = Scope::reserving(TAKEN_FEATURES);
        for (index, operation) in self.api.operations.iter().enumerate() {
            let tag = operation.tag.clone();
            let wanted = tag.as_deref().and_then(upper_camel);
            let wanted = wanted.or_else(|| upper_camel(&self.api.title)).unwrap_or_else(|| "Api".to_owned());
            let services = &mut self.names.services;
            let place = *places.entry(wanted.clone()).or_insert_with(|| {
                let suffixed = format!("{wanted}Service");
                let candidates =
                    if is_taken_service(&wanted) { vec![suffixed] } else { vec![wanted.clone(), suffixed] };
                let name = types.take(&candidates);
                let method = snake(&name).unwrap_or_else(|| "service".to_owned());
                let method = methods.take(&[method.clone(), format!("{method}_service")]);
                let feature = tag.as_deref().and_then(|tag| feature(tag, &mut features));
                services.push(ServiceNames { name, method, tag, feature, operations: Vec::new() });
                services.len() - 1
            });
            if let Some(service) = services.get_mut(place) {
                service.operations.push(index);
            }
        }
    }
}

/// The feature of a tag: its words, joined by hyphens. A module is called the same.
fn feature(tag: &str, taken: &mut Scope) -> Option<String> {
    let words = snake(tag).filter(|words| words.is_ascii())?;
    let words = words.trim_matches('_').replace('_', "-");
    Some(taken.take(&[words.clone(), format!("{words}-tag")]))
}

/// Names of the methods that every set of routes has.
const TAKEN_METHODS: &[&str] = &[
    "new",
    "add",
    "with",
    "answer",
    "body_limit",
    "most_bytes",
    "too_large",
    "find",
    "other_methods",
    "into_router",
    "into",
    "from",
    "default",
    "fmt",
];

/// Names what a handler answers by status, and the field of what else came with a request.
pub(super) fn name_handler(operation: &Operation, names: &mut OperationNames) {
    names.replies = operation.responses.iter().map(|response| reason(response.status)).collect();
    let mut fields = Scope::default();
    fields.claim_all(names.parameters.iter());
    if operation.body.is_some() {
        fields.claim(&names.body);
    }
    names.head = fields.take(&["head", "request_head", "http_head"].map(str::to_owned));
}
