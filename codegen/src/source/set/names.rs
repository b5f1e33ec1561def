//! Names of components for what stands in other files.

use crate::pointer::Pointer;
use std::collections::HashSet;
use std::path::{Component, Path};

/// The tokens after which a name is that of a thing of its own.
const SECTIONS: [&str; 13] = [
    "schemas",
    "definitions",
    "$defs",
    "parameters",
    "responses",
    "requestBodies",
    "headers",
    "examples",
    "links",
    "callbacks",
    "securitySchemes",
    "models",
    "components",
];

/// The keywords that, like the sections, say where something stands and not what it is.
const KEYWORDS: [&str; 11] = [
    "properties",
    "items",
    "allOf",
    "anyOf",
    "oneOf",
    "additionalProperties",
    "patternProperties",
    "prefixItems",
    "not",
    "content",
    "schema",
];

/// The names that a component for a part of a file may have, the best first; of the characters that the standard
/// allows (OpenAPI 3.0.3, section 4.7.7).
fn candidates(file: &Path, pointer: &Pointer) -> Vec<String> {
    let part = |path: Option<&std::ffi::OsStr>| path.map(|part| part.to_string_lossy().into_owned());
    let mut stem = part(file.file_stem()).unwrap_or_default();
    let named = |folder: Component<'_>| match folder {
        Component::Normal(name) => part(Some(name)),
        _ => None,
    };
    let mut folders = file.parent().into_iter().flat_map(Path::components).rev().filter_map(named);
    if matches!(
        stem.trim_start_matches('_').to_ascii_lowercase().as_str(),
        "index" | "schema" | "model" | "main"
    ) {
        stem = folders.next().unwrap_or(stem);
    }
    let tokens: Vec<String> = pointer.tokens().collect();
    let is_index = |token: &str| token.bytes().all(|byte| byte.is_ascii_digit());
    let is_structure = |token: &str| SECTIONS.contains(&token) || KEYWORDS.contains(&token);
    let meaning = tokens.iter().map(String::as_str).filter(|token| !is_structure(token) && !is_index(token));
    let meaning: Vec<&str> = meaning.collect();
    // What stands among `types` is named by both.
    let is_section = |token: &String| SECTIONS.contains(&token.as_str()) || token == "types";
    let is_named = tokens.len() == 1 || tokens.first().is_some_and(is_section);
    let short = match (meaning.as_slice(), tokens.last()) {
        ([], None) => stem.clone(),
        ([], Some(last)) => format!("{stem}_{last}"),
        (meaning, _) if is_named => meaning.join("_"),
        (meaning, _) => format!("{stem}_{}", meaning.join("_")),
    };
    let mut names = vec![short.clone()];
    let mut longer = if short.starts_with(&stem) { short } else { format!("{stem}_{short}") };
    names.push(longer.clone());
    for folder in folders.take(3) {
        longer = format!("{folder}_{longer}");
        names.push(longer.clone());
    }
    names.iter().map(|name| allowed(name)).collect()
}

fn allowed(name: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let name: String = name.chars().map(|c| if fits(c) { c } else { '_' }).collect();
    match name.trim_matches('.') {
        "" => "unnamed".to_owned(),
        name => name.to_owned(),
    }
}

/// The names of the components of all sections, each unique in its section whatever the case of its letters.
#[derive(Default)]
pub(super) struct Names {
    taken: HashSet<(String, String)>,
}

impl Names {
    /// A name is in use.
    pub fn take(&mut self, section: &str, name: &str) -> bool {
        self.taken.insert((section.to_owned(), name.to_lowercase()))
    }

    /// A new name for a part of a file.
    pub fn name(&mut self, section: &str, file: &Path, pointer: &Pointer) -> String {
        let candidates = candidates(file, pointer);
        let first = candidates.first().cloned().unwrap_or_default();
        let numbered = (2_usize..).map(|number| format!("{first}_{number}"));
        // The numbers do not end.
        candidates.into_iter().chain(numbered).find(|name| self.take(section, name)).unwrap_or(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_files_and_of_what_stands_in_them() {
        for (file, pointer, name) in [
            ("models/pet.yml", "", "pet"),
            ("models/pet/index.yml", "", "pet"),
            ("models.yml", "/Pet", "Pet"),
            ("models.yml", "/components/schemas/Pet", "Pet"),
            ("models.yml", "/definitions/Pet/properties/owner", "Pet_owner"),
            ("pet.yml", "/properties/owner", "pet_owner"),
            ("pet.yml", "/items", "pet_items"),
            ("my pet.v1.json", "", "my_pet.v1"),
        ] {
            let pointer = Pointer::parse(pointer).unwrap();
            assert_eq!(Names::default().name("schemas", Path::new(file), &pointer), name, "{file}{pointer}");
        }
    }

    #[test]
    fn equal_names_are_told_apart_by_file_folder_and_number() {
        let mut names = Names::default();
        let mut name = |file: &str| names.name("schemas", Path::new(file), &Pointer::root());
        assert_eq!(name("dogs/Size.yml"), "Size");
        assert_eq!(name("cats/size.yml"), "cats_size");
        assert_eq!(name("size.yml"), "size_2");
    }
}
