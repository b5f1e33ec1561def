//! Components that are sent as forms with files.

use super::replace;
use crate::ir::{Api, Shape, TypeId};
use std::collections::{BTreeMap, HashSet};

/// A form with files has a type of its own, since JSON has no files. Where nothing but forms is made of a component, that
/// type is the component's.
pub(super) fn name(api: &mut Api, forms: &BTreeMap<TypeId, TypeId>) {
    let mut used: HashSet<TypeId> = HashSet::from_iter(replace::roots(api));
    for (_, ty) in api.types.iter() {
        match ty.shape {
            Shape::Same(target) => drop(used.insert(target)),
            ref shape => used.extend(shape.parts()),
        }
    }
    for (&component, &form) in forms.iter().filter(|(component, _)| !used.contains(component)) {
        api.types[form].origin = api.types[component].origin.clone();
        api.types[component].shape = Shape::Same(form);
    }
}
