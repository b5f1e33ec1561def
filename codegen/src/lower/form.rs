//! Components that are sent as forms with files.

use super::replace;
use crate::ir::{Api, Origin, Shape, TypeId, TypeSet};
use std::collections::BTreeMap;

/// A form with files has a type of its own, since JSON has no files. Where nothing but forms is made of a component, that
/// type is the component's.
pub(super) fn name(api: &mut Api, forms: &BTreeMap<TypeId, TypeId>) {
    if forms.is_empty() {
        return;
    }
    let mut used = TypeSet::default();
    let of_types = api.types.iter().flat_map(|(_, ty)| ty.shape.parts());
    let of_types: Vec<TypeId> = of_types.collect();
    for id in replace::roots(api).into_iter().chain(of_types) {
        used.insert(id);
    }
    let mut left = Vec::new();
    for (&component, &form) in forms.iter().filter(|(component, _)| !used.contains(**component)) {
        api.types[form].origin = api.types[component].origin.clone();
        left.extend(std::mem::replace(&mut api.types[component].shape, Shape::Same(form)).parts());
    }
    take_away(api, left);
}

/// Takes away the inline types that only components without a type of their own had.
fn take_away(api: &mut Api, left: Vec<TypeId>) {
    let left = api.types.reachable(left);
    let mut needed = replace::roots(api);
    let components = api.types.iter().filter(|(_, ty)| matches!(ty.origin, Origin::Component(_)));
    needed.extend(components.map(|(id, _)| id));
    let needed = api.types.reachable(needed);
    replace::take_away(api, |id, _| left.contains(id) && !needed.contains(id));
}
