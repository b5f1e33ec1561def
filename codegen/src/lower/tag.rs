//! How the branches of a union are told apart: by the discriminator, or by a property that has other values in each.

use super::union;
use crate::ir::{
    Access, Branch, Chosen, Docs, JsonType, Object, Origin, Property, Role, Shape, Text, Type, TypeId, Types,
};
use std::collections::{HashMap, HashSet};

/// Finds the tag of a union, and writes its values beside the branches they stand for.
pub(super) fn choose(types: &mut Types, branches: &mut [Branch], chosen: Chosen) -> Chosen {
    match chosen {
        Chosen::ByTag { property, .. } if is_text(types, branches, &property) => {
            let is_certain = explicit(types, branches, &property);
            for branch in branches.iter() {
                keep_tag(types, branch.ty, &property);
            }
            Chosen::ByTag { property, is_certain }
        }
        _ => implicit(types, branches),
    }
}

/// Whether a property is text, or not described, wherever it stands.
fn is_text(types: &Types, branches: &[Branch], property: &str) -> bool {
    branches.iter().all(|branch| match &types[branch.ty].shape {
        Shape::Object(object) => {
            find(object, property).is_none_or(|property| text_of(types, property.ty).is_some())
        }
        _ => true,
    })
}

/// Gives each branch the values of the discriminator that stand for it: those of the mapping, those that only its own
/// schema allows, or else its name. Answers whether no name had to do.
fn explicit(types: &Types, branches: &mut [Branch], property: &str) -> bool {
    let own: Vec<Vec<String>> = branches.iter().map(|branch| values(types, branch.ty, property)).collect();
    name_by_value(branches, &own);
    let mapped: HashSet<String> = branches.iter().flat_map(|branch| branch.tags.clone()).collect();
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for value in own.iter().flatten().filter(|value| !mapped.contains(*value)) {
        *uses.entry(value).or_default() += 1;
    }
    let mut is_certain = true;
    for (branch, own) in branches.iter_mut().zip(&own) {
        let is_free = |value: &&String| uses.get(value.as_str()) == Some(&1) && !mapped.contains(*value);
        branch.tags.extend(own.iter().filter(is_free).cloned());
        if is_base(types, branch) {
            continue;
        }
        if branch.tags.is_empty()
            && types[branch.ty].shape.json_type().is_none_or(|json| json == JsonType::Object)
        {
            is_certain = false;
            branch.tags.extend(branch.key.clone().filter(|key| !mapped.contains(key)));
        }
    }
    give_rest(types, branches, &own);
    is_certain
}

/// The values that stand for none of the schemas that extend a base are of the base itself.
fn give_rest(types: &Types, branches: &mut [Branch], own: &[Vec<String>]) {
    let given: HashSet<String> = branches.iter().flat_map(|branch| branch.tags.clone()).collect();
    for (branch, own) in branches.iter_mut().zip(own).filter(|(branch, _)| is_base(types, branch)) {
        branch.tags.extend(own.iter().filter(|value| !given.contains(*value)).cloned());
        if branch.tags.is_empty() {
            branch.tags.extend(branch.key.clone().filter(|key| !given.contains(key)));
        }
    }
}

fn is_base(types: &Types, branch: &Branch) -> bool {
    matches!(types[branch.ty].origin, Origin::Part(_, Role::Base))
}

/// Where nothing is mapped, the value of a branch is its name, and may be listed in another spelling.
fn name_by_value(branches: &mut [Branch], own: &[Vec<String>]) {
    if branches.iter().any(|branch| !branch.tags.is_empty()) {
        return;
    }
    for (branch, own) in branches.iter_mut().zip(own) {
        let Some(key) = &branch.key else { continue };
        branch.tags.extend(own.iter().filter(|value| union::is_spelled(value, key)).cloned());
    }
}

/// A property that all branches of objects have, with other values in each.
fn implicit(types: &Types, branches: &mut [Branch]) -> Chosen {
    branches.iter_mut().for_each(|branch| branch.tags.clear());
    let objects: Vec<TypeId> = branches
        .iter()
        .map(|branch| branch.ty)
        .filter(|&ty| types[ty].shape.json_type().is_none_or(|json| json == JsonType::Object))
        .collect();
    let Some(Shape::Object(first)) = objects.first().map(|&ty| &types[ty].shape) else {
        return Chosen::ByTrial;
    };
    let candidates = || first.properties.iter().map(|property| property.name.as_str());
    let always = |name: &&str| objects.iter().all(|&ty| requires(types, ty, name));
    let single = |name: &&str| objects.iter().all(|&ty| values(types, ty, name).len() == 1);
    let tells = |name: &&str| objects.len() > 1 && tells_apart(types, &objects, name);
    let found = candidates()
        .find(|name| always(name) && single(name) && tells(name))
        .or_else(|| candidates().find(|name| (always(name) || single(name)) && tells(name)));
    let Some(property) = found else { return Chosen::ByTrial };
    for branch in branches.iter_mut() {
        branch.tags = values(types, branch.ty, property);
    }
    Chosen::ByTag { property: property.to_owned(), is_certain: true }
}

fn tells_apart(types: &Types, objects: &[TypeId], name: &str) -> bool {
    let mut seen = HashSet::new();
    objects.iter().all(|&ty| {
        let values = values(types, ty, name);
        !values.is_empty() && values.into_iter().all(|value| seen.insert(value))
    })
}

/// The values that a property has in a type, where they are listed.
fn values(types: &Types, ty: TypeId, name: &str) -> Vec<String> {
    match &types[ty].shape {
        Shape::Object(object) => match find(object, name).and_then(|property| text_of(types, property.ty)) {
            Some(Shape::Enum(list)) => list.values.iter().map(|value| value.value.clone()).collect(),
            _ => Vec::new(),
        },
        Shape::Union(union) => match &union.chosen {
            Chosen::ByTag { property, .. } if property == name => {
                union.branches.iter().flat_map(|branch| branch.tags.clone()).collect()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn requires(types: &Types, ty: TypeId, name: &str) -> bool {
    match &types[ty].shape {
        Shape::Object(object) => find(object, name).is_some_and(|property| property.required),
        Shape::Union(union) => union.branches.iter().all(|branch| match &types[branch.ty].shape {
            Shape::Object(object) => find(object, name).is_some_and(|property| property.required),
            _ => false,
        }),
        _ => false,
    }
}

/// The shape of a type of texts, `null` apart.
fn text_of(types: &Types, ty: TypeId) -> Option<&Shape> {
    let shape = match &types[ty].shape {
        Shape::Nullable(inner) => &types[*inner].shape,
        shape => shape,
    };
    (shape.json_type() == Some(JsonType::String)).then_some(shape)
}

fn find<'o>(object: &'o Object, name: &str) -> Option<&'o Property> {
    object.properties.iter().find(|property| property.name == name)
}

/// A discriminator that a branch does not describe is a property of it nevertheless, and must not be lost.
fn keep_tag(types: &mut Types, ty: TypeId, name: &str) {
    let Shape::Object(object) = &types[ty].shape else { return };
    if find(object, name).is_some() || object.additional.is_some() {
        return;
    }
    let origin = Origin::Part(ty, Role::Property(name.to_owned()));
    let (at, docs) = (types[ty].at.clone(), Docs::default());
    let text = types.add(Type { origin, docs: docs.clone(), at, shape: Shape::String(Text::default()) });
    if let Shape::Object(object) = &mut types[ty].shape {
        let property = Property {
            name: name.to_owned(),
            ty: text,
            required: false,
            access: Access::Both,
            docs,
            default: None,
        };
        object.properties.insert(0, property);
    }
}
