//! The names of unions' variants, and of types that stand only in a union.

use super::Namer;
use super::words::{folded, upper_camel};
use crate::ir::{Api, Array, Branch, JsonType, Map, Shape, Type, TypeId, Union};
use foldhash::HashMap;
use std::collections::VecDeque;

impl<'a> Namer<'a> {
    /// The name of a type that stands only in a union: its title, or the union's name with the schema it was made of,
    /// the tag that stands for it, its JSON type or a property of its own where no other branch has these, or its
    /// number.
    pub(super) fn branch_type(
        &self,
        union: TypeId,
        parent: &str,
        ty: &Type,
        index: usize,
        key: Option<&str>,
    ) -> String {
        let named = |words: &str| upper_camel(words).map(|words| format!("{parent}{words}"));
        let title = ty.docs.summary.as_deref().filter(|title| title.split_whitespace().count() <= 4);
        let by_key = || key.and_then(named);
        let by_title = || title.and_then(upper_camel);
        let by_tag = || named(&constant(self.api, ty)?);
        let by_type = || named(self.own_type(union, ty)?);
        let by_property = || named(self.own_property(union, ty)?);
        let number = || format!("{parent}Variant{}", index + 1);
        let words = by_key().or_else(by_title).or_else(by_tag).or_else(by_type).or_else(by_property);
        words.unwrap_or_else(number)
    }

    /// The JSON type of a branch, where no other one has it.
    fn own_type(&self, union: TypeId, ty: &Type) -> Option<&'static str> {
        let union = self.union(union)?;
        let own = ty.shape.json_type()?;
        let all = union.branches.iter().map(|branch| self.api.types[branch.ty].shape.json_type());
        let is_alone = all.filter(|json| json.is_none_or(|json| json == own)).count() == 1;
        is_alone.then_some(match own {
            JsonType::Boolean => "Boolean",
            JsonType::Integer => "Integer",
            JsonType::Number => "Number",
            JsonType::String => "Text",
            JsonType::Array => "List",
            JsonType::Object => "Object",
        })
    }

    /// The first property that is always there and that no other branch has, or the only one that no other has.
    fn own_property<'t>(&self, union: TypeId, ty: &'t Type) -> Option<&'t str> {
        let Shape::Object(object) = &ty.shape else { return None };
        let mut counted = self.counted.borrow_mut();
        let count = counted.entry(union).get_or_insert_with(|| self.count_properties(union));
        let own = || object.properties.iter().filter(|property| count.get(&*property.name) == Some(&1));
        let found =
            own().find(|property| property.required).or_else(|| own().next().filter(|_| own().count() == 1));
        found.map(|property| property.name.as_str())
    }

    /// How many branches of a union have a property, by its name.
    fn count_properties(&self, union: TypeId) -> HashMap<&'a str, usize> {
        let mut count = HashMap::default();
        let branches = self.union(union).into_iter().flat_map(|union| &union.branches);
        for branch in branches {
            let Shape::Object(object) = &self.api.types[branch.ty].shape else { continue };
            object.properties.iter().for_each(|property| *count.entry(&*property.name).or_default() += 1);
        }
        count
    }

    /// The union that a type is, `null` apart.
    fn union(&self, id: TypeId) -> Option<&'a Union> {
        let end = |id: TypeId| match &self.api.types[id].shape {
            Shape::Nullable(inner) | Shape::Same(inner) => *inner,
            _ => id,
        };
        match &self.api.types[end(end(id))].shape {
            Shape::Union(union) => Some(union),
            _ => None,
        }
    }

    /// What a union's variant is known by: lists and maps by what is in them, since there may come others.
    pub(super) fn wire(&self, ty: TypeId) -> String {
        let name = self.kind(ty, 0);
        match &self.api.types[ty].shape {
            Shape::Array(Array { items: part, .. }) | Shape::Map(Map { values: part, .. }) => {
                self.kind(*part, 0) + &name
            }
            _ => name,
        }
    }

    /// The names for a union's variant: the tag that stands for it, or that of its type without the words it shares with
    /// the union, whichever is shorter; then that of its type.
    pub(super) fn branch(&self, union: TypeId, all: &Union, branch: &Branch) -> Vec<String> {
        let name = self.kind(branch.ty, 0);
        let shape = &self.api.types[branch.ty].shape;
        let like = |other: &&Branch| {
            std::mem::discriminant(&self.api.types[other.ty].shape) == std::mem::discriminant(shape)
        };
        // `StringList` and `IntegerList` say more than `List` and `List2`.
        if let (Shape::Array(Array { items: part, .. }) | Shape::Map(Map { values: part, .. }), true) =
            (shape, all.branches.iter().filter(like).count() > 1)
        {
            return vec![format!("{}{name}", self.kind(*part, 0)), name];
        }
        let of = self.names.types.get(union).map(|names| names.name.as_str()).unwrap_or_default();
        let short = if shape.is_nominal() { own_words(&name, of) } else { None };
        let mut candidates: Vec<String> = by_tag(branch).into_iter().chain(short).collect();
        candidates.sort_by_key(|candidate| folded(candidate).split('_').count());
        candidates.push(if is_variant(&name) { name } else { format!("{name}Value") });
        candidates
    }
}

/// The variant of the one tag that stands for a branch, where it is a word.
fn by_tag(branch: &Branch) -> Option<String> {
    let [tag] = branch.tags.as_slice() else { return None };
    let is_word = tag.len() > 1 && tag.starts_with(char::is_alphabetic);
    upper_camel(tag).filter(|name| is_word && is_variant(name))
}

/// A name without the words at its start and end that another name has there, too: of `RequestUserMessage` in
/// `RequestMessage`, `User`.
fn own_words(name: &str, other: &str) -> Option<String> {
    let (name, other) = (folded(name), folded(other));
    let (mut own, mut other) = (VecDeque::from_iter(name.split('_')), VecDeque::from_iter(other.split('_')));
    while own.front().is_some_and(|word| other.front() == Some(word)) {
        own.pop_front();
        other.pop_front();
    }
    while own.back().is_some_and(|word| other.back() == Some(word)) {
        own.pop_back();
        other.pop_back();
    }
    let words = Vec::from(own).join(" ");
    upper_camel(&words).filter(|name| words.starts_with(char::is_alphabetic) && is_variant(name))
}

/// `Self` is the one keyword in this case.
fn is_variant(name: &str) -> bool {
    name != "Self"
}

/// The first value in an object that is always the same.
fn constant(api: &Api, ty: &Type) -> Option<String> {
    let Shape::Object(object) = &ty.shape else { return None };
    object.properties.iter().find_map(|property| match &api.types[property.ty].shape {
        Shape::Enum(list) => match list.values.as_slice() {
            [only] => Some(only.value.clone()),
            _ => None,
        },
        _ => None,
    })
}
