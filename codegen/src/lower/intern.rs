//! Equal inline schemas become one type.

use crate::ir::{Api, Docs, EnumBase, Origin, Role, Shape, Type, TypeId, TypeMap, TypeSet, Types};
use crate::pointer::Pointer;
use foldhash::HashMap;

/// Makes one type of all inline types that are equal, documentation of properties and values included.
///
/// The type is called after the one that stands nearest to a named schema, or else to an operation. Named schemas are types of
/// their own, whatever else they are equal to.
pub(super) fn intern(api: &mut Api) {
    let mut interner = Interner::default();
    for id in post_order(&api.types) {
        interner.visit(&mut api.types, id);
    }
    interner.keep_common_words(&mut api.types);
    interner.name_after_the_nearest(&mut api.types);
    for id in api.types.iter().map(|(id, _)| id).collect::<Vec<_>>() {
        api.types[id].shape.for_each_part(&mut |part| *part = interner.of(*part));
        let class = interner.of(id);
        if class != id {
            api.types[id].shape = Shape::Same(class);
        }
    }
    super::alias::resolve_operations(api);
}

/// Classes of equal types, each known by the first of its members.
#[derive(Default)]
struct Interner {
    class: TypeMap<TypeId>,
    by_shape: HashMap<(Shape, Option<String>), TypeId>,
    members: TypeMap<Vec<TypeId>>,
}

impl Interner {
    fn of(&self, id: TypeId) -> TypeId {
        self.class.get(id).copied().unwrap_or(id)
    }

    /// Finds the class of a type whose parts have theirs.
    fn visit(&mut self, types: &mut Types, id: TypeId) {
        let ty = &types[id];
        if types.is_component(id) || matches!(ty.shape, Shape::Same(_)) {
            return;
        }
        let mut shape = ty.shape.clone();
        shape.for_each_part(&mut |part| *part = self.of(*part));
        forget_places(&mut shape);
        let meaning = meaning(ty).map(str::to_owned);
        let class = *self.by_shape.entry((shape, meaning)).or_insert(id);
        *self.class.entry(id) = Some(class);
        self.members.entry(class).get_or_insert_default().push(id);
    }

    /// A branch keeps the words that all places have for it.
    fn keep_common_words(&self, types: &mut Types) {
        for (class, members) in self.members.iter().filter(|(_, members)| members.len() > 1) {
            let Shape::Union(union) = &types[class].shape else { continue };
            let mut branches = union.branches.clone();
            for member in members {
                let Shape::Union(other) = &types[*member].shape else { continue };
                for (branch, other) in branches.iter_mut().zip(&other.branches) {
                    if branch.docs.text != other.docs.text {
                        branch.docs = Docs::default();
                    }
                }
            }
            if let Shape::Union(union) = &mut types[class].shape {
                union.branches = branches;
            }
        }
    }

    fn name_after_the_nearest(&self, types: &mut Types) {
        let several = self.members.iter().filter(|(_, members)| members.len() > 1);
        let nearest = several.filter_map(|(class, members)| {
            let nearest = members.iter().min_by_key(|&&member| (distance(types, member), member))?;
            Some((class, *nearest))
        });
        // All are found before the first changes places, since that changes distances.
        for (class, nearest) in nearest.collect::<Vec<_>>() {
            if nearest != class {
                // Every place stays the place of one of the types.
                let source = types[nearest].clone();
                let target = std::mem::replace(&mut types[class], source);
                let shape = std::mem::replace(&mut types[class].shape, target.shape.clone());
                types[nearest] = Type { shape, ..target };
            }
        }
    }
}

/// What tells types of the same values apart: numbers without names mean what is said of them, and 1, 2 and 3 may be
/// states here and roles there.
fn meaning(ty: &Type) -> Option<&str> {
    match &ty.shape {
        Shape::Enum(list) if list.base == EnumBase::Integer => {
            ty.docs.text.as_deref().filter(|_| list.values.iter().any(|value| value.name.is_none()))
        }
        _ => None,
    }
}

/// Where the same words stand does not make types different, nor what one place says of a branch.
fn forget_places(shape: &mut Shape) {
    match shape {
        Shape::Object(object) => object.properties.iter_mut().for_each(|it| it.docs.at = Pointer::root()),
        Shape::Union(union) => union.branches.iter_mut().for_each(|it| it.docs = Docs::default()),
        _ => {}
    }
}

/// How many steps a type stands below a named schema or an operation, and whether it is an operation: a schema has a name
/// of its own, and what an operation is given is seldom what it is about.
fn distance(types: &Types, mut id: TypeId) -> (usize, bool) {
    let mut steps = 0;
    // Parents are made before their parts, so this ends.
    while let Origin::Part(parent, _) = &types[id].origin {
        id = *parent;
        steps += 1;
    }
    match &types[id].origin {
        // A pointer into the middle of the document makes a poor name.
        Origin::Elsewhere(_) => (usize::MAX, false),
        // A parameter is a part of its operation, as a property is of an object.
        Origin::Operation(_, Role::Parameter(_)) => (steps + 1, true),
        Origin::Operation(..) => (steps, true),
        _ => (steps, false),
    }
}

/// Every type after its parts, except where they go round in a circle.
pub(super) fn post_order(types: &Types) -> Vec<TypeId> {
    let mut seen = TypeSet::default();
    let mut order = Vec::new();
    for (start, _) in types.iter() {
        let mut stack = vec![(start, false)];
        while let Some((id, is_done)) = stack.pop() {
            if is_done {
                order.push(id);
            } else if seen.insert(id) {
                stack.push((id, true));
                stack.extend(types[id].shape.parts().into_iter().map(|part| (part, false)));
            }
        }
    }
    order
}
