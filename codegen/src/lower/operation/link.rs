//! What responses lead to.

use crate::ir::{Docs, Link, Target};
use crate::lower::Lowerer;
use crate::pointer::Pointer;
use crate::report::Code;
use openapiv3::LinkOperation;
use serde_json::Value;

impl Lowerer<'_> {
    /// The links of a response.
    pub(super) fn links(&self, response: &openapiv3::Response, at: &Pointer) -> Vec<Link> {
        let links = response.links.iter().filter_map(|(name, link)| {
            let at = at.child("links").child(name);
            let link = self.found(link)?;
            let parameters = link.parameters.iter().map(|(name, value)| (name.clone(), shown(value)));
            let body = link.request_body.iter().map(|value| (String::new(), shown(value)));
            Some(Link {
                name: name.clone(),
                inputs: parameters.chain(body).collect(),
                target: match &link.operation {
                    LinkOperation::OperationId(id) => Target::Id(id.clone()),
                    LinkOperation::OperationRef(reference) => Target::At(reference.clone()),
                },
                docs: Docs { text: link.description.clone(), at: at.child("description"), ..Docs::default() },
            })
        });
        links.collect()
    }

    /// Links that lead to no operation, where all of them are bound.
    pub(in crate::lower) fn report_links(&mut self) {
        let responses = self.api.operations.iter().flat_map(|operation| &operation.responses);
        let links = responses.flat_map(|response| &response.links);
        let lost: Vec<Link> = links.filter(|link| self.api.linked(link).is_none()).cloned().collect();
        for Link { name, target, docs, .. } in lost {
            let (Target::Id(to) | Target::At(to)) = target;
            let at = docs.at.split().map_or_else(Pointer::root, |(at, _)| at);
            let message = format!("the link `{name}` leads to `{to}`, which is no operation");
            let help = "it stands in the documentation as it is; correct it with an overlay";
            self.report(Code::DanglingReference, at, message, help);
        }
    }
}

/// An expression, or a value as JSON.
fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
