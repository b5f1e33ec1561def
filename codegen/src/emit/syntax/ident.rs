//! Identifiers. Most of a crate's are a few hundred, again and again, and to make one is to check each of its characters.

use proc_macro2::Span;
use quote::format_ident;
use std::cell::RefCell;
use syn::Ident;

/// How many identifiers a thread keeps.
const KEPT: usize = 512;

thread_local! {
    /// The identifiers made last, each at the place that its name has.
    static LAST: RefCell<[Option<Ident>; KEPT]> = const { RefCell::new([const { None }; KEPT]) };
}

/// An identifier that the name stage made, raw ones included.
pub(in crate::emit) fn ident(name: &str) -> Ident {
    LAST.with_borrow_mut(|last| {
        // The remainder of a division by the length is an index.
        let kept = &mut last[place(name.as_bytes()) % KEPT];
        match kept {
            Some(ident) if *ident == *name => ident.clone(),
            _ => kept.insert(made(name)).clone(),
        }
    })
}

fn made(name: &str) -> Ident {
    match name.starts_with("r#") {
        true => format_ident!("{name}"),
        false => Ident::new(name, Span::call_site()),
    }
}

/// A number made of what tells most names apart, in far fewer steps than a hash of all of it.
fn place(name: &[u8]) -> usize {
    match name {
        [first, .., last] => {
            let (first, last) = (usize::from(*first), usize::from(*last));
            let middle = name.get(name.len() / 2).map_or(0, |middle| usize::from(*middle));
            first ^ (last << 2) ^ (middle << 4) ^ (name.len() << 3)
        }
        [only] => usize::from(*only),
        [] => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_is_its_own() {
        // The first two share a place.
        assert_eq!(place(b"abcde"), place(b"aXcYe"));
        for name in ["abcde", "aXcYe", "abcde", "r#type", "r#type", "a", "a"] {
            assert_eq!(ident(name).to_string(), name);
        }
    }
}
