//! What a page is made of: the list of its items, and what stands beside it.

use super::words::{CONTAINERS, ITEMS, NO_ITEMS, words};
use crate::ir::{Object, Operation, Property, Segment, Shape, TypeId, Types};
use crate::pointer::Pointer;

/// The body of a response that may be a page.
pub(super) struct Page<'a> {
    /// Where the items are.
    pub items: Pointer,
    /// The type of an item.
    pub item: TypeId,
    /// The values beside the list.
    pub values: Vec<Value<'a>>,
}

/// A value beside the list of items.
pub(super) struct Value<'a> {
    /// Where it is.
    pub at: Pointer,
    /// Its name as words.
    pub name: String,
    /// The name of the object that it is in, and its own.
    pub within: String,
    /// The property.
    pub property: &'a Property,
    /// The type of its values other than `null`.
    pub ty: TypeId,
}

/// Objects that say something about pages are not nested deeper.
const DEEPEST: usize = 3;

impl<'a> Page<'a> {
    /// The body of a response, if there is one list in it that may hold the items.
    pub fn of(types: &'a Types, operation: &Operation, body: TypeId) -> Option<Self> {
        let root = Pointer::root();
        let object = match &types[not_null(types, body)].shape {
            Shape::Array(array) => return Some(Self { items: root, item: array.items, values: Vec::new() }),
            Shape::Object(object) => object,
            _ => return None,
        };
        let mut values = Vec::new();
        collect(types, object, &root, "", &mut values);
        if let Some((name, item)) = list(types, object, operation) {
            return Some(Self { items: root.child(name), item, values });
        }
        let (name, inner, (list, item)) = wrapped(types, object, operation)?;
        let within = root.child(name);
        if !CONTAINERS.contains(&words(name).as_str()) {
            collect(types, inner, &within, "", &mut values);
        }
        Some(Self { items: within.child(list), item, values })
    }

    /// The value of one of these names, if there is one only.
    pub fn one(&self, is_it: impl Fn(&Value<'a>) -> bool) -> Option<&Value<'a>> {
        let mut found = self.values.iter().filter(|value| is_it(value));
        found.next().filter(|_| found.next().is_none())
    }
}

impl Value<'_> {
    /// Whether it has one of these names, by itself or together with the object that it is in.
    pub fn is_called(&self, names: &[&str]) -> bool {
        names.contains(&self.name.as_str()) || names.contains(&self.within.as_str())
    }
}

/// The type without its `null`.
pub(super) fn not_null(types: &Types, id: TypeId) -> TypeId {
    match types[id].shape {
        Shape::Nullable(inner) => inner,
        _ => id,
    }
}

fn object(types: &Types, id: TypeId) -> Option<&Object> {
    if let Shape::Object(object) = &types[not_null(types, id)].shape { Some(object) } else { None }
}

/// The lists of an object that may hold the items: the words of their names, their names and the types of their items.
fn lists<'a>(types: &'a Types, object: &'a Object) -> Vec<(String, &'a str, TypeId)> {
    let lists = object.properties.iter().filter_map(|property| {
        let name = words(&property.name);
        match &types[not_null(types, property.ty)].shape {
            Shape::Array(array) if !NO_ITEMS.contains(&name.as_str()) => {
                Some((name, property.name.as_str(), array.items))
            }
            _ => None,
        }
    });
    lists.collect()
}

/// The list of an object that holds the items: the only one, or the one that is called as the last name of the path, or
/// as lists of items are.
fn list<'a>(types: &'a Types, object: &'a Object, operation: &Operation) -> Option<(&'a str, TypeId)> {
    let lists = lists(types, object);
    let by_name = |names: &[&str]| {
        let mut found = lists.iter().filter(|(name, ..)| names.contains(&name.as_str()));
        found.next().filter(|_| found.next().is_none())
    };
    let only = if let [only] = lists.as_slice() { Some(only) } else { None };
    let last = last_name(operation);
    only.or_else(|| by_name(&[last.as_deref()?]))
        .or_else(|| by_name(ITEMS))
        .map(|(_, name, item)| (*name, *item))
}

/// The last name of the path, as words, without an ending such as `.json`.
fn last_name(operation: &Operation) -> Option<String> {
    let Some(Segment::Literal(text)) = operation.path.last() else { return None };
    let name = text.trim_end_matches('/').rsplit('/').next()?;
    let name = name.split(['.', '?']).next().filter(|name| !name.is_empty())?;
    Some(words(name))
}

/// A wrapper around a page has no more properties than these.
const MOST_OF_A_WRAPPER: usize = 5;

/// The only object within a wrapper that has a list of items. What has an id or lists of its own is no wrapper, but a thing
/// with a page of others in it, whose next page is of another shape.
fn wrapped<'a>(
    types: &'a Types,
    outer: &'a Object,
    operation: &Operation,
) -> Option<(&'a str, &'a Object, (&'a str, TypeId))> {
    let has_id = outer.properties.iter().any(|property| words(&property.name) == "id");
    if has_id || outer.properties.len() > MOST_OF_A_WRAPPER || !lists(types, outer).is_empty() {
        return None;
    }
    let mut found = outer.properties.iter().filter_map(|property| {
        let inner = object(types, property.ty)?;
        Some((property.name.as_str(), inner, list(types, inner, operation)?))
    });
    found.next().filter(|_| found.next().is_none())
}

/// Collects the values of an object, and of those in it that say something about pages.
fn collect<'a>(types: &'a Types, of: &'a Object, at: &Pointer, name: &str, values: &mut Vec<Value<'a>>) {
    for property in &of.properties {
        let (own, at) = (words(&property.name), at.child(&property.name));
        match object(types, property.ty) {
            Some(inner) if CONTAINERS.contains(&own.as_str()) && at.tokens().count() <= DEEPEST => {
                collect(types, inner, &at, &own, values);
            }
            Some(_) => {}
            None => values.push(Value {
                at,
                within: format!("{name}_{own}"),
                name: own,
                property,
                ty: not_null(types, property.ty),
            }),
        }
    }
}
