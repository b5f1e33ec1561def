//! A set of names that must not collide.

use super::words::folded;
use foldhash::{HashMap, HashSet};

/// Names that are taken, by their folded words.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    taken: HashSet<String>,
    /// The lowest number that may be free for names that got one.
    next: HashMap<String, u32>,
}

impl Scope {
    /// A scope in which some names are taken from the start.
    pub fn reserving(names: &[&str]) -> Self {
        Self { taken: names.iter().map(|name| folded(name)).collect(), ..Self::default() }
    }

    /// Whether a name is taken.
    pub fn has(&self, name: &str) -> bool {
        self.taken.contains(&folded(name))
    }

    /// Takes a name, if it is free.
    pub fn claim(&mut self, name: &str) -> bool {
        self.taken.insert(folded(name))
    }

    /// Takes names, whether they are free or not.
    pub fn claim_all<'n>(&mut self, names: impl Iterator<Item = &'n String>) {
        self.taken.extend(names.map(|name| folded(name)));
    }

    /// Takes the first candidate that is free; when none is, the last one with the lowest number from 2 on. Where that one ends
    /// with a digit, the number stands by itself: `N16_2`, since `N162` says something else.
    pub fn take(&mut self, candidates: &[String]) -> String {
        for candidate in candidates {
            if self.claim(candidate) {
                return candidate.clone();
            }
        }
        let base = candidates.last().map_or("Unnamed", String::as_str);
        let between = if base.ends_with(|c: char| c.is_ascii_digit()) { "_" } else { "" };
        let mut number = self.next.get(base).copied().unwrap_or(2);
        loop {
            let numbered = format!("{base}{between}{number}");
            number += 1;
            if self.claim(&numbered) {
                // No name is ever given back.
                self.next.insert(base.to_owned(), number);
                return numbered;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_on_folded_words() {
        let mut scope = Scope::reserving(&["String"]);
        assert_eq!(scope.take(&["FooBar".into()]), "FooBar");
        assert_eq!(scope.take(&["fooBar".into()]), "fooBar2");
        assert_eq!(scope.take(&["String".into(), "StringModel".into()]), "StringModel");
        assert_eq!(scope.take(&["N16".into()]), "N16");
        assert_eq!(scope.take(&["N16".into()]), "N16_2");
        assert!(scope.claim("FooBar4"));
        assert_eq!(scope.take(&["FooBar".into()]), "FooBar3");
        assert_eq!(scope.take(&["FooBar".into()]), "FooBar5");
    }
}
