//! What responses lead to.

use super::{Api, Docs};
use crate::pointer::Pointer;

/// A link from a response to an operation (OpenAPI 3.0, section 4.7.20).
#[derive(Clone, Debug)]
pub struct Link {
    /// Its name.
    pub name: String,
    /// Where it leads.
    pub target: Target,
    /// What is taken from the exchange for parameters, and for the body under an empty name: expressions and values.
    pub inputs: Vec<(String, String)>,
    /// What the document says of it.
    pub docs: Docs,
}

/// The operation that a link leads to.
#[derive(Clone, Debug)]
pub enum Target {
    /// By its `operationId`.
    Id(String),
    /// By a reference to where it stands.
    At(String),
}

impl Api {
    /// The index of the operation that a link leads to, where there is one.
    pub fn linked(&self, link: &Link) -> Option<usize> {
        let at = match &link.target {
            Target::Id(_) => None,
            Target::At(reference) if !reference.starts_with('#') => return None,
            // A fragment, in which braces are percent-encoded (RFC 3986, section 3.5) as often as not.
            Target::At(reference) => Some(Pointer::parse(reference)?),
        };
        self.operations.iter().position(|operation| match (&link.target, &at) {
            (Target::Id(id), _) => operation.id.as_ref() == Some(id),
            (Target::At(_), at) => at.as_ref() == Some(&operation.at),
        })
    }
}
