//! What a reference leads to.

use super::files::{Files, Trouble};
use super::scan::reference_in;
use crate::pointer::Pointer;
use crate::source::FileId;
use serde_json::Value;
use std::sync::Arc;

/// How many references may lead from one to the next.
const LONGEST_CHAIN: usize = 32;

/// A value of a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Target {
    pub file: FileId,
    pub pointer: Pointer,
}

impl Files<'_> {
    /// What a reference of a file leads to in the end: a value of another file that is no mere reference itself, or
    /// any place of the root, where references are for later stages to follow.
    pub fn follow(&mut self, base: FileId, reference: &str) -> Result<Target, Trouble> {
        let mut target = self.resolve(base, reference)?;
        for _ in 0..LONGEST_CHAIN {
            if target.file == self.root {
                return Ok(target);
            }
            let file = self.value(target.file);
            let value = file.pointer(target.pointer.as_str()).ok_or(Trouble::Nowhere)?;
            match reference_in(value).filter(|_| value.as_object().is_some_and(|object| object.len() == 1)) {
                Some(next) => target = self.resolve(target.file, next)?,
                None => return Ok(target),
            }
        }
        Err(Trouble::Circle)
    }

    /// The value of a target.
    pub fn at(&self, target: &Target) -> Option<Value> {
        self.value(target.file).pointer(target.pointer.as_str()).cloned()
    }

    /// One step (RFC 3986, section 5.2; JSON Schema 2020-12, section 8.2).
    fn resolve(&mut self, base: FileId, reference: &str) -> Result<Target, Trouble> {
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if !path.is_empty()
            && let Some(target) = self.identified(base, path)
        {
            return self.fragment(target, fragment);
        }
        let file = if path.is_empty() { base } else { self.file(base, path)? };
        self.fragment(Target { file, pointer: Pointer::root() }, fragment)
    }

    /// The schema whose `$id` a reference names.
    fn identified(&mut self, base: FileId, id: &str) -> Option<Target> {
        [base, self.root].into_iter().find_map(|file| {
            let pointer = self.identifiers(file).id(id)?;
            Some(Target { file, pointer })
        })
    }

    fn fragment(&mut self, within: Target, fragment: &str) -> Result<Target, Trouble> {
        let Target { file, pointer } = within;
        if fragment.is_empty() || fragment.starts_with('/') {
            let below = Pointer::parse(&format!("#{fragment}")).ok_or(Trouble::Nowhere)?;
            return Ok(Target { file, pointer: pointer.join(below.as_str()) });
        }
        if let Some(pointer) = self.identifiers(file).anchor(fragment) {
            return Ok(Target { file, pointer: pointer.clone() });
        }
        // A pointer without its first slash, which no anchor looks like where it leads somewhere.
        let value: Arc<Value> = self.value(file);
        let pointer = Pointer::parse(&format!("#/{fragment}")).ok_or(Trouble::Nowhere)?;
        match value.pointer(pointer.as_str()) {
            Some(_) => Ok(Target { file, pointer }),
            None => Err(Trouble::Nowhere),
        }
    }
}
