//! What a `discriminator` says of a value: which schema it has to be of (OpenAPI 3.0, section 4.7.25).

use serde_json::{Map, Value};

/// The property, and the reference to a schema for each of its values. Those that lead to nothing are left out.
pub(super) struct Tags<'a> {
    pub property: &'a str,
    pub targets: Vec<(&'a str, String)>,
}

impl<'a> Tags<'a> {
    /// What the discriminator of a schema says, in the document `root`.
    pub fn of(root: &Value, schema: &'a Map<String, Value>) -> Option<Self> {
        let discriminator = schema.get("discriminator")?;
        let property = discriminator.get("propertyName")?.as_str()?;
        let mapping = discriminator.get("mapping").and_then(Value::as_object).into_iter().flatten();
        let mapped = mapping.filter_map(|(tag, target)| Some((tag.as_str(), reference(target.as_str()?))));
        let mut targets: Vec<(&str, String)> = mapped.collect();
        for choice in ["oneOf", "anyOf"].iter().filter_map(|key| schema.get(*key)?.as_array()).flatten() {
            // Without a mapping, the name of the component is the value.
            if let Some(target) = choice.get("$ref").and_then(Value::as_str)
                && let Some(name) = target.strip_prefix(SCHEMAS)
                && targets.iter().all(|(tag, known)| *tag != name && known != target)
            {
                targets.push((name, target.to_owned()));
            }
        }
        targets.retain(|(_, target)| crate::references::resolve(root, target).is_some());
        Some(Self { property, targets })
    }

    /// The schema that a value has to be of.
    pub fn target(&self, value: &Value) -> Option<&str> {
        let tag = value.get(self.property)?.as_str()?;
        let found = self.targets.iter().find(|(known, _)| *known == tag);
        found.map(|(_, target)| target.as_str())
    }
}

const SCHEMAS: &str = "#/components/schemas/";

/// A target is a reference, or the bare name of a component.
fn reference(target: &str) -> String {
    if target.starts_with('#') { target.to_owned() } else { format!("{SCHEMAS}{target}") }
}
