//! What operations say of themselves and of what they send: made once for all the modules that show it.

use super::Context;
use super::documentation::{code, markdown, operation_doc, parameter_doc};
use super::types::not_null;
use crate::ir::{Api, Body, Operation};
use std::sync::OnceLock;

/// The texts of all operations. The first thread that needs those of one makes them.
pub(super) struct Texts(Vec<OnceLock<Said>>);

/// The texts of one operation, as modules other than `models` show them.
#[derive(Default)]
pub(super) struct Said {
    /// Of itself.
    pub operation: String,
    /// Of its parameters, in their order.
    pub parameters: Vec<String>,
    /// Of its body, if it has one.
    pub body: String,
}

impl Texts {
    /// Room for the texts of an API, none of which is made yet.
    pub fn of(api: &Api) -> Self {
        Self(api.operations.iter().map(|_| OnceLock::new()).collect())
    }
}

impl<'a> Context<'a> {
    /// The texts of the operation of an index; `None` for an index beyond the last.
    pub fn said(&self, index: usize) -> Option<&'a Said> {
        let (operation, said) = self.api.operations.get(index).zip(self.texts.0.get(index))?;
        Some(said.get_or_init(|| say(self, operation)))
    }
}

fn say(cx: &Context<'_>, operation: &Operation) -> Said {
    let parameters =
        operation.parameters.iter().map(|parameter| parameter_doc(cx, parameter, not_null(cx, parameter.ty)));
    Said {
        operation: operation_doc(cx, operation),
        parameters: parameters.collect(),
        body: operation.body.as_ref().map(|body| body_doc(cx, body)).unwrap_or_default(),
    }
}

fn body_doc(cx: &Context<'_>, body: &Body) -> String {
    let text = markdown(cx, &body.docs);
    if !text.is_empty() {
        return text;
    }
    let types: Vec<String> = body.choices.iter().map(|content| code(&content.media_type)).collect();
    format!("The request body, {}.", types.join(" or "))
}
