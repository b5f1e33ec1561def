//! Ids of operations that a framework made of the name of a function, the path and the method, as FastAPI does: of
//! `list_pets_owners__id__pets_get`, `list_pets` is what whoever wrote the function calls it.

use super::taken::{TAKEN_METHODS, is_taken_operation};
use super::words::{folded, snake, upper_camel};
use crate::ir::{Api, Operation};
use std::collections::HashMap;

/// The name in the id of each operation that was made so, where no other operation would be called the same.
pub(super) fn function_names(api: &Api) -> Vec<Option<&str>> {
    let names: Vec<Option<&str>> = api.operations.iter().map(function_name).collect();
    let mut count: HashMap<String, usize> = HashMap::new();
    for (operation, name) in api.operations.iter().zip(&names) {
        let known = name.or(operation.id.as_deref()).unwrap_or_default();
        *count.entry(folded(known)).or_default() += 1;
    }
    let is_alone = |name: &&str| count.get(&folded(name)) == Some(&1);
    names.into_iter().map(|name| name.filter(is_alone)).collect()
}

/// What stands in an id before the path and the method.
fn function_name(operation: &Operation) -> Option<&str> {
    let method = operation.method.as_str().to_lowercase();
    let plain = |c: char| if c.is_alphanumeric() { c } else { '_' };
    let path: String = operation.template().chars().map(plain).collect();
    let name = operation.id.as_deref()?.strip_suffix(&format!("{path}_{method}"))?;
    let is_name = name.len() > 1 && name.starts_with(char::is_alphabetic);
    let is_free = !upper_camel(name).is_none_or(|ty| is_taken_operation(&ty))
        && !snake(name).is_none_or(|method| TAKEN_METHODS.contains(&method.as_str()));
    (is_name && is_free).then_some(name)
}
