//! The lock as a text that sorts, and reads well in a review.
//!
//! A line at the margin begins a type, an operation or another thing; the lines below it, set in, say where it is and what its parts
//! are called. Texts of the document are JSON strings.

use super::{Entry, Lock};
use std::collections::HashSet;
use std::fmt;

const HEADER: &str = "\
# The names that bindery gave to the types and operations of the document, so that they stay when it changes. Commit this
# file. Without an entry, its names are made afresh.
";

/// Why a text is no lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEADER)?;
        let kinds = [
            ("operation", "body", &self.operations),
            ("service", "", &self.services),
            ("credential", "", &self.credentials),
            ("", "", &self.events),
            ("type", "rest", &self.types),
        ];
        for (kind, rest, entries) in kinds {
            for entry in entries {
                let kind = if kind.is_empty() { entry.kind } else { kind };
                write!(f, "\n{kind} {}\n", entry.names.join(" "))?;
                entry.places.iter().try_for_each(|place| writeln!(f, "  at {}", quoted(place)))?;
                let mut parts = entry.parts.iter();
                parts.try_for_each(|(wire, name)| writeln!(f, "  {} {name} {}", entry.kind, quoted(wire)))?;
                let mut enums = entry.enums.iter();
                enums.try_for_each(|(what, name)| writeln!(f, "  enum {name} {}", quoted(what)))?;
                entry.rest.iter().try_for_each(|name| writeln!(f, "  {rest} {name}"))?;
            }
        }
        Ok(())
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

impl Lock {
    /// Reads a lock.
    ///
    /// # Errors
    ///
    /// When a line is none of those that a lock has, or a name or place stands there twice.
    pub fn parse(text: &str) -> Result<Self, Broken> {
        let mut reader = Reader::default();
        for (index, line) in text.lines().enumerate() {
            let code = line.trim();
            if code.is_empty() || code.starts_with('#') {
                continue;
            }
            reader.line(code).map_err(|message| Broken { line: index + 1, message })?;
        }
        Ok(reader.lock.sorted())
    }
}

#[derive(Default)]
struct Reader {
    lock: Lock,
    /// What the last entry is.
    section: Section,
    seen: HashSet<String>,
}

/// What an entry is about.
#[derive(Clone, Copy, Debug, Default)]
enum Section {
    #[default]
    Type,
    Operation,
    Service,
    Credential,
    Event(&'static str),
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), String> {
        let unclear = || format!("`{line}` is no line of this file");
        let (kind, rest) = line.split_once(' ').ok_or_else(unclear)?;
        match kind {
            "type" => self.begin(Section::Type, &[rest]),
            "credential" => self.begin(Section::Credential, &[rest]),
            "webhook" => self.begin(Section::Event("webhook"), &[rest]),
            "callback" => self.begin(Section::Event("callback"), &[rest]),
            "operation" | "service" => {
                let (name, method) = rest.split_once(' ').ok_or_else(unclear)?;
                let section = if kind == "service" { Section::Service } else { Section::Operation };
                self.begin(section, &[name, method])
            }
            "at" => {
                let place = text(rest).ok_or_else(unclear)?;
                // What is of one kind has one place; an operation and a tag may be called alike.
                self.once(format!("{:?} {place}", std::mem::discriminant(&self.section)))
                    .map_err(|_| format!("`at {place}` stands here twice"))?;
                self.entry()?.places.push(place);
                Ok(())
            }
            "field" | "variant" | "parameter" | "enum" => {
                let (name, wire) = rest.split_once(' ').ok_or_else(unclear)?;
                let (name, wire) = (identifier(name)?, text(wire).ok_or_else(unclear)?);
                let entry = self.entry()?;
                let (kind, names) = match kind {
                    "enum" => (entry.kind, &mut entry.enums),
                    "field" => ("field", &mut entry.parts),
                    "variant" => ("variant", &mut entry.parts),
                    _ => ("parameter", &mut entry.parts),
                };
                entry.kind = kind;
                names.insert(wire, name);
                Ok(())
            }
            "rest" | "body" => {
                self.entry()?.rest = Some(identifier(rest)?);
                Ok(())
            }
            _ => Err(unclear()),
        }
    }

    fn begin(&mut self, section: Section, names: &[&str]) -> Result<(), String> {
        let names: Vec<String> = names.iter().map(|name| identifier(name)).collect::<Result<_, _>>()?;
        for (position, name) in names.iter().enumerate() {
            self.once(format!("{section:?} {position} {name}"))
                .map_err(|_| format!("`{name}` stands here twice"))?;
        }
        self.section = section;
        let kind = if let Section::Event(kind) = section { kind } else { "" };
        self.entries().push(Entry { names, kind, ..Entry::default() });
        Ok(())
    }

    /// `Err` where the same was seen before.
    fn once(&mut self, what: String) -> Result<(), ()> {
        self.seen.insert(what).then_some(()).ok_or(())
    }

    fn entry(&mut self) -> Result<&mut Entry, String> {
        self.entries().last_mut().ok_or_else(|| "this line belongs to no type or operation".to_owned())
    }

    fn entries(&mut self) -> &mut Vec<Entry> {
        match self.section {
            Section::Type => &mut self.lock.types,
            Section::Operation => &mut self.lock.operations,
            Section::Service => &mut self.lock.services,
            Section::Credential => &mut self.lock.credentials,
            Section::Event(_) => &mut self.lock.events,
        }
    }
}

fn text(quoted: &str) -> Option<String> {
    serde_json::from_str(quoted).ok()
}

fn identifier(name: &str) -> Result<String, String> {
    match syn::parse_str::<syn::Ident>(name) {
        Ok(_) => Ok(name.to_owned()),
        Err(_) => Err(format!("`{name}` is not an identifier")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
operation ListPets list_pets
  at "listPets"
  parameter sort_by "query sort-by"
  enum ListPetsOutcome "success"
  body body

service Pets pets
  at "pets"

credential api_key
  at "/components/securitySchemes/api-key"

webhook PetSold
  at "/webhooks/petSold/post"

type Pet
  at "/components/schemas/Pet"
  field first_name "firstName"

type PetKind
  at "/components/schemas/Pet/properties/kind"
  at "listPets/parameters/kind"
  variant Empty ""
  rest Other
"#;

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(Lock::parse(TEXT).unwrap().to_string(), format!("{HEADER}{TEXT}"));
    }

    #[test]
    fn what_is_broken_has_a_line() {
        for (text, line, message) in [
            ("<<<<<<< ours\n", 1, "no line of this file"),
            ("# x\n  at \"/x\"\n", 2, "belongs to no type"),
            ("type 1x\n", 1, "not an identifier"),
            ("type A\ntype A\n", 2, "twice"),
            ("type A\n  at \"/a\"\ntype B\n  at \"/a\"\n", 4, "twice"),
            ("type A\n  at /a\n", 2, "no line"),
            ("operation A\n", 1, "no line"),
            ("type A\n  field type \"type\"\n", 2, "not an identifier"),
        ] {
            let broken = Lock::parse(text).unwrap_err();
            assert_eq!(broken.line, line, "{text}");
            assert!(broken.message.contains(message), "{text}: {}", broken.message);
        }
    }
}
