//! What the standard requires and Bindery can do without: it is added, and told.

use super::Version;
use super::fit::{Fitter, Object};
use crate::pointer::{Path, Pointer};
use serde_json::json;

/// What the version of the document requires, and what was missing so far.
#[derive(Default)]
pub(super) struct Required {
    /// The `description` of a response, up to OpenAPI 3.1.
    description: bool,
    /// The first response without a description, and how many others there are: real documents have hundreds.
    undescribed: Option<(Pointer, usize)>,
}

impl Required {
    pub(super) fn in_version(version: &Version) -> Self {
        let minor = match version {
            Version::Swagger | Version::Assumed => 0,
            Version::Three(minor) => *minor,
            Version::Later => u32::MAX,
        };
        Self { description: minor <= 1, undescribed: None }
    }

    /// What the version requires, of a part of the document by itself.
    pub(super) fn of_a_part(&self) -> Self {
        Self { description: self.description, undescribed: None }
    }

    /// Adds what was missing in a later part.
    pub(super) fn add(&mut self, part: Self) {
        self.undescribed = match (self.undescribed.take(), part.undescribed) {
            (Some((first, count)), Some((_, more))) => Some((first, count + more)),
            (own, part) => own.or(part),
        };
    }
}

/// A document has paths, or something else that things can be made of.
pub(super) fn paths(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    if object.contains_key("paths") {
        return;
    }
    if !["x-bindery-webhooks", "components"].iter().any(|key| object.contains_key(*key)) {
        let message = "there are neither `paths` nor `components` here";
        fitter.note(path, message, "the crate has no operations and no models; add `paths` with an overlay");
    }
    object.insert("paths".into(), json!({}));
}

/// An operation has responses. That there are none is told when it is lowered: prose may know of some.
pub(super) fn responses(object: &mut Object) {
    object.entry("responses").or_insert_with(|| json!({}));
}

/// A response has a description.
pub(super) fn description(fitter: &mut Fitter<'_>, object: &mut Object, path: &Path<'_>) {
    if object.contains_key("description") {
        return;
    }
    object.insert("description".into(), "".into());
    if fitter.required.description {
        let (_, others) = fitter.required.undescribed.get_or_insert_with(|| (path.pointer(), 0));
        *others += 1;
    }
}

/// Tells of the responses without a description, once for all.
pub(super) fn tell_undescribed(fitter: &mut Fitter<'_>) {
    let Some((first, count)) = fitter.required.undescribed.take() else { return };
    let message = match count {
        1 => "this response has no `description`".to_owned(),
        2 => "this response has no `description`, as 1 other".to_owned(),
        _ => format!("this response has no `description`, as {} others", count - 1),
    };
    let path = Path::start(&first);
    fitter.note(&path, message, "nothing is said about it in the documentation; add one with an overlay");
}
