//! The names of what stands side by side: fields, variants, parameters.

use super::lock::Entry;
use super::scope::Scope;
use super::taken::TAKEN_BY_ADDRESSES;
use super::words::{folded, snake, spelled_out, upper_camel};
use crate::ir::{Origin, Role, Shape, Type};
use crate::pointer::Pointer;

/// One of several things that stand side by side.
pub(super) struct Part {
    /// What the document calls it.
    pub wire: String,
    /// The names it could have; the last one gets a number when all are taken.
    pub candidates: Vec<String>,
    /// Whether the document spells it as the name's words: no other thing has more right to the name.
    pub is_plain: bool,
    /// Whether the name is one of the configuration, which comes before all others.
    pub is_given: bool,
}

impl Part {
    /// A part whose name is made of a text; where that is taken, of the same text with its signs.
    pub fn new(wire: &str, text: &str, name: impl Fn(&str) -> String) -> Self {
        let candidates = vec![name(text)];
        let is_plain = candidates.iter().any(|first| folded(first) == wire);
        let part = Self { wire: wire.to_owned(), candidates, is_plain, is_given: false };
        match spelled_out(text) {
            Some(spelled) => part.or(name(&spelled)),
            None => part,
        }
    }

    /// The same with a name for when the others are taken. When all are, it is the first one that gets a number.
    pub fn or(mut self, name: String) -> Self {
        let first = self.candidates.first().cloned();
        if self.candidates.len() > 1 {
            self.candidates.pop();
        }
        self.candidates.push(name);
        self.candidates.extend(first);
        self
    }

    /// Whether the name says so much by itself that nothing about other parts could change it.
    pub fn explains(&self, name: &str) -> bool {
        self.is_plain && self.candidates.first().is_some_and(|candidate| candidate == name)
    }
}

/// Names parts, and what holds the rest: those that are given a name have it, those that have one keep it, then those that are spelled as their name come,
/// then all others in order. None keeps a name that has come to be taken.
pub(super) fn settle(
    mut scope: Scope,
    parts: &[Part],
    rest: &[&str],
    kept: Option<&Entry>,
    is_taken: impl Fn(&str) -> bool,
) -> (Vec<String>, String) {
    let mut claimed = |part: &Part| part.candidates.first().filter(|name| scope.claim(name)).cloned();
    let mut names: Vec<Option<String>> =
        parts.iter().map(|part| if part.is_given { claimed(part) } else { None }).collect();
    for (part, name) in parts.iter().zip(&mut names).filter(|(part, _)| !part.is_given) {
        let kept = kept.and_then(|kept| kept.parts.get(&part.wire));
        *name = kept.filter(|name| !is_taken(name) && scope.claim(name)).cloned();
    }
    let rest_kept = kept.and_then(|kept| kept.rest.clone()).filter(|name| scope.claim(name));
    for (part, name) in parts.iter().zip(&mut names) {
        if let (None, true, Some(first)) = (&name, part.is_plain, part.candidates.first()) {
            *name = scope.claim(first).then(|| first.clone());
        }
    }
    let names = parts.iter().zip(names);
    let names = names.map(|(part, name)| name.unwrap_or_else(|| scope.take(&part.candidates))).collect();
    let rest: Vec<String> = rest.iter().map(|name| (*name).to_owned()).collect();
    (names, rest_kept.unwrap_or_else(|| scope.take(&rest)))
}

/// Whether a type has something that holds the rest.
pub(super) fn has_rest(ty: &Type) -> bool {
    match &ty.shape {
        Shape::Object(object) => object.additional.is_some(),
        Shape::Enum(_) => true,
        Shape::Union(union) => union.is_open(),
        _ => false,
    }
}

/// Where a property or value stands.
pub(super) fn part_at(ty: &Type, index: usize) -> Pointer {
    match &ty.shape {
        Shape::Object(object) => match object.properties.get(index) {
            Some(property) => ty.at.child("properties").child(&property.name),
            None => ty.at.clone(),
        },
        Shape::Enum(_) => ty.at.child("enum").child(index),
        _ => ty.at.clone(),
    }
}

/// What a property or parameter is called when nothing is in the way.
pub(super) fn field(name: &str) -> String {
    snake(name).unwrap_or_else(|| "field".to_owned())
}

/// What a variable of an address is called when nothing is in the way.
pub(super) fn variable(name: &str) -> String {
    let name = field(name);
    if name == TAKEN_BY_ADDRESSES { name + "_" } else { name }
}

/// Whether a type holds the variables of a server's address.
pub(super) fn is_address(ty: &Type) -> bool {
    matches!(ty.origin, Origin::Api(Role::Server))
}

/// What a value is called when nothing is in the way.
pub(super) fn variant(value: &str) -> String {
    let fallback = if value.trim().is_empty() { "Empty" } else { "Symbol" };
    let mut name = upper_camel(value).unwrap_or_else(|| fallback.to_owned());
    // `-name` beside `name` is the customary way to ask for the opposite order.
    if value.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic)) {
        name.insert_str(0, "Minus");
    }
    // `Self` is the one keyword in this case.
    if name == "Self" { "SelfValue".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(wires: &[&str], kept: Option<&Entry>) -> Vec<String> {
        let parts: Vec<Part> = wires.iter().map(|wire| Part::new(wire, wire, folded)).collect();
        settle(Scope::default(), &parts, &["rest"], kept, |name| name == "taken").0
    }

    #[test]
    fn who_is_spelled_as_the_name_has_it() {
        assert_eq!(names(&["fooBar", "foo_bar", "Foo-Bar"], None), ["foo_bar2", "foo_bar", "foo_bar3"]);
    }

    #[test]
    fn who_has_a_name_keeps_it() {
        let mut kept = Entry::default();
        kept.parts.insert("fooBar".to_owned(), "foo_bar".to_owned());
        kept.rest = Some("rest".to_owned());
        assert_eq!(names(&["foo_bar", "fooBar", "rest"], Some(&kept)), ["foo_bar2", "foo_bar", "rest2"]);
        kept.parts.insert("Foo".to_owned(), "taken".to_owned());
        assert_eq!(names(&["Foo"], Some(&kept)), ["foo"]);
    }
}
