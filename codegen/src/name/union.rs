//! The names of unions' variants, and of types that stand only in a union.

use super::Namer;
use super::words::upper_camel;
use crate::ir::{Api, Array, Branch, JsonType, Map, Origin, Shape, Type, TypeId, Union};

impl Namer<'_> {
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
        let Shape::Union(union) = &self.api.types[union].shape else { return None };
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

    /// The first property that is always there and that no other branch has.
    fn own_property<'t>(&self, union: TypeId, ty: &'t Type) -> Option<&'t str> {
        let (Shape::Union(union), Shape::Object(object)) = (&self.api.types[union].shape, &ty.shape) else {
            return None;
        };
        let count = |name: &str| {
            let branches = union.branches.iter().map(|branch| &self.api.types[branch.ty].shape);
            let has = |shape: &&Shape| match shape {
                Shape::Object(object) => object.properties.iter().any(|property| property.name == name),
                _ => false,
            };
            branches.filter(has).count()
        };
        let mut names = object.properties.iter().filter(|property| property.required);
        names.find(|property| count(&property.name) == 1).map(|property| property.name.as_str())
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

    /// The names for a union's variant: that of its type, without the union's own name where it only stands in there.
    pub(super) fn branch(&self, union: TypeId, all: &Union, ty: TypeId) -> Vec<String> {
        let name = self.kind(ty, 0);
        let shape = &self.api.types[ty].shape;
        let like = |other: &&Branch| {
            std::mem::discriminant(&self.api.types[other.ty].shape) == std::mem::discriminant(shape)
        };
        // `StringList` and `IntegerList` say more than `List` and `List2`.
        if let (Shape::Array(Array { items: part, .. }) | Shape::Map(Map { values: part, .. }), true) =
            (shape, all.branches.iter().filter(like).count() > 1)
        {
            return vec![format!("{}{name}", self.kind(*part, 0)), name];
        }
        let own = self.names.types.get(&union).map(|names| names.name.as_str()).unwrap_or_default();
        let is_inline = matches!(self.api.types[ty].origin, Origin::Part(..));
        let short = name.strip_prefix(own).filter(|rest| is_inline && rest.starts_with(char::is_uppercase));
        // `Self` is the one keyword in this case.
        let short = short.filter(|short| *short != "Self").map(str::to_owned);
        short.into_iter().chain([name]).collect()
    }
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
