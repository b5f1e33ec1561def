//! The names of parts, and what is told about names.

use super::lock::Entry;
use super::parts::{Part, field, has_rest, is_address, part_at, settle};
use super::place::Places;
use super::scope::Scope;
use super::taken::{TAKEN_BY_ADDRESSES, TAKEN_FIELDS, TAKEN_SETTERS};
use super::words::folded;
use super::{Namer, OperationNames};
use crate::ir::{Operation, Parameter, Shape, Type, TypeId, Union};
use crate::pointer::Pointer;
use crate::report::{Code, Diagnostic};
use foldhash::HashSet;

/// A name that somebody may wonder about.
pub(super) struct Told<'n> {
    /// What has it.
    pub what: &'n str,
    /// What it would be called if nothing were in the way.
    pub wanted: &'n str,
    /// What it is called.
    pub name: &'n str,
    /// What it would be called without a lock, where there is one.
    pub fresh: Option<&'n str>,
    /// Whether something has the wanted name.
    pub is_taken: bool,
    /// What to do for another name.
    pub help: &'n str,
}

impl Namer<'_> {
    /// Names the fields or variants of a type, and tells what is special about its names.
    pub(super) fn name_parts(&mut self, id: TypeId, ty: &Type, places: &Places) {
        let Some(name) = self.names.types.get(id).map(|names| names.name.clone()) else { return };
        let fresh = self.fresh.as_ref().and_then(|names| names.of(id)).cloned();
        let kept = self.kept.types.get(&id).copied();
        let is_told_here = kept.is_some() && !self.follows_kept(id, 0);
        let wanted = if self.shared.contains(id) { name.clone() } else { self.base(id, 0) };
        let told = Told {
            what: "type",
            wanted: &wanted,
            name: &name,
            fresh: fresh.as_ref().map(|names| names.name.as_str()).filter(|_| is_told_here),
            is_taken: self.scope.has(&wanted) || super::is_taken_type(&wanted),
            help: "for another name, use `[rename.schemas]` in bindery.toml, or rename the schema with an overlay",
        };
        if !self.given.is_type(id) {
            self.tell(&ty.at, &told);
        }

        let (kind, mut parts) = self.parts(id, ty);
        self.give_parts(id, &mut parts);
        let (scope, rest) = match kind {
            "field" => (Scope::reserving(&[]), ["additional", "additional_properties"].as_slice()),
            _ => (Scope::default(), ["Other", "Unknown", "Unrecognized"].as_slice()),
        };
        let (names, rest) = settle(scope, &parts, rest, kept, |name| {
            kind == "field" && is_address(ty) && name == TAKEN_BY_ADDRESSES
        });
        let mut fresh = fresh.map(|names| names.parts);
        if let (Shape::Union(union), Some(fresh)) = (&ty.shape, &mut fresh) {
            self.quieten(id, union, &names, fresh);
        }
        let what = if matches!(ty.shape, Shape::Union(_)) { "union's variant" } else { kind };
        self.tell_parts(what, &parts, &names, fresh.as_deref(), kept, &|index| part_at(ty, index));
        let all = places.types.get(&id).map(Vec::as_slice).unwrap_or_default();
        let entry = Entry::of(vec![name], all, kept, kind, (&parts, &names), has_rest(ty).then_some(&rest));
        self.entries.types.extend(entry);
        if let Some(named) = self.names.types.get_mut(id) {
            (named.parts, named.rest) = (names, rest);
        }
    }

    /// Of the variants of a union nothing is to be told where the union, or the type that the variant is called after,
    /// would have another name.
    fn quieten(&self, id: TypeId, union: &Union, names: &[String], fresh: &mut [String]) {
        let is_kept = self.is_type_kept(id) || self.follows_kept(id, 0);
        for ((branch, name), fresh) in union.branches.iter().zip(names).zip(fresh) {
            if is_kept || self.is_type_kept(branch.ty) || self.follows_kept(branch.ty, 0) {
                fresh.clone_from(name);
            }
        }
    }

    fn tell_parts(
        &mut self,
        what: &str,
        parts: &[Part],
        names: &[String],
        fresh: Option<&[String]>,
        kept: Option<&Entry>,
        at: &dyn Fn(usize) -> Pointer,
    ) {
        let mut taken: Option<HashSet<String>> = None;
        for (index, (part, name)) in parts.iter().zip(names).enumerate() {
            // What is new keeps nothing.
            let fresh = fresh.filter(|_| kept.is_some_and(|kept| kept.parts.contains_key(&part.wire)));
            let fresh = fresh.and_then(|names| Some(names.get(index)?.as_str()));
            let is_wanted = part.candidates.contains(name);
            if is_wanted && fresh.is_none_or(|fresh| fresh == name) {
                continue;
            }
            let wanted = if is_wanted { name } else { part.candidates.last().unwrap_or(name) };
            let taken = taken.get_or_insert_with(|| names.iter().map(|name| folded(name)).collect());
            let is_taken = taken.contains(&folded(wanted));
            let help = part_help(what);
            self.tell(&at(index), &Told { what, wanted, name, fresh, is_taken, help });
        }
    }

    /// Names the parameters and the body of an operation.
    pub(super) fn name_parameters(
        &mut self,
        index: usize,
        operation: &Operation,
        [name, method]: [String; 2],
        places: &[String],
    ) -> OperationNames {
        let kept = self.kept.operations.get(&index).copied();
        let parts = operation.parameters.iter().map(|parameter| {
            let location = format!("{:?}", parameter.location).to_lowercase();
            let part = Part::new(&parameter.name, &parameter.name, field);
            let wire = format!("{location} {}", parameter.name);
            let part = match operation.parameters.iter().any(|other| is_elsewhere_too(parameter, other)) {
                true => part.or(field(&wire)),
                false => part,
            };
            Part { wire, ..part }
        });
        let mut parts: Vec<Part> = parts.collect();
        let taken = [TAKEN_FIELDS, TAKEN_SETTERS].concat();
        self.given.parts("parameters", &operation.called().collect::<Vec<_>>(), &mut parts, &taken);
        let (parameters, body) =
            settle(Scope::reserving(&[]), &parts, &["body", "request_body"], kept, |_| false);
        let fresh = self.fresh.as_ref().and_then(|names| names.operations.get(index));
        let fresh = fresh.map(|names| names.parameters.clone());
        let at = |index: usize| {
            operation.parameters.get(index).map_or_else(|| operation.at.clone(), Parameter::place)
        };
        self.tell_parts("parameter", &parts, &parameters, fresh.as_deref(), kept, &at);
        let rest = operation.body.as_ref().map(|_| &body);
        let names = vec![name.clone(), method.clone()];
        // What it had for a home does not count: that is its id wherever it has one.
        let entry = Entry::of(names, places, None, "parameter", (&parts, &parameters), rest);
        self.entries.operations.extend(entry);
        let (choices, success, error, replies, head) = Default::default();
        OperationNames { name, method, parameters, body, choices, success, error, replies, head }
    }

    /// Tells what is special about the names of an operation, its type's and its method's.
    pub(super) fn tell_operation(&mut self, index: usize, operation: &Operation, told: [Told<'_>; 2]) {
        let fresh = self.fresh.as_ref().and_then(|names| names.operations.get(index));
        let fresh = fresh.filter(|_| self.kept.operations.contains_key(&index));
        let fresh = fresh.map(|names| (names.name.clone(), names.method.clone()));
        let [mut ty, mut method] = told;
        ty.fresh = fresh.as_ref().map(|(name, _)| name.as_str());
        method.fresh = fresh.as_ref().map(|(_, method)| method.as_str());
        // One says all that there is to say about both.
        let told = if method.is_special() { method } else { ty };
        self.tell(&operation.at, &told);
    }

    /// Tells of a name that would be another one without a lock.
    pub(super) fn tell_kept(&mut self, what: &str, name: &str, fresh: Option<&str>, at: &Pointer) {
        self.tell(at, &Told { what, wanted: name, name, fresh, is_taken: false, help: "" });
    }

    /// Tells of a name that is not the wanted one, or not the one that it would be without a lock.
    fn tell(&mut self, at: &Pointer, told: &Told<'_>) {
        if !told.is_special() {
            return;
        }
        let Told { what, wanted, name, fresh, is_taken, help } = *told;
        let place = self.document.place(at.clone());
        let diagnostic = match fresh.filter(|fresh| *fresh != name && (name == wanted || !is_taken)) {
            Some(fresh) => {
                let message = format!("the {what} would be called `{fresh}` by now; it stays `{name}`");
                let help = "remove its lines from the lock file if you want the new name";
                Diagnostic::new(Code::KeptName, place, message, help)
            }
            None => {
                let message = format!("`{wanted}` is taken, so the {what} is called `{name}`");
                Diagnostic::new(Code::NameCollision, place, message, help)
            }
        };
        self.report.push(diagnostic);
    }
}

/// What to do about the name of a part.
fn part_help(what: &str) -> &'static str {
    match what {
        "field" => "nothing is to be done; for another name, use `[rename.properties]` in bindery.toml",
        "variant" => "nothing is to be done; for another name, use `[rename.values]` in bindery.toml",
        "parameter" => "nothing is to be done; for another name, use `[rename.parameters]` in bindery.toml",
        // The variants of a union.
        _ => "nothing is to be done; it is called after its type",
    }
}

impl Told<'_> {
    fn is_special(&self) -> bool {
        self.name != self.wanted || self.fresh.is_some_and(|fresh| fresh != self.name)
    }
}

/// Whether another parameter has the letters of this one's name, and goes elsewhere.
fn is_elsewhere_too(parameter: &Parameter, other: &Parameter) -> bool {
    parameter.location != other.location && letters(&parameter.name).eq(letters(&other.name))
}

fn letters(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(u8::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase())
}
