//! Constraints.

use super::sample::models::{Fact, State, Volume, Writer};
use crate::runtime::{Bound, Model, Part, Rule, Shape, Slot, Target, View, Violations, validate, value};
use serde_json::json;
use std::collections::BTreeMap;

fn volume(writer: Writer) -> Volume {
    Volume::new("v", "2015-01-13T08:59:26Z".parse().unwrap(), writer, State::Free)
}

fn pointers(violations: &Violations) -> Vec<&str> {
    violations.iter().map(|violation| violation.pointer.as_str()).collect()
}

#[test]
fn a_valid_value_is_valid() {
    assert_eq!(validate(&volume(Writer::new("w")).shelf("A").scans(vec!["a".into(), "b".into()])), Ok(()));
}

#[test]
fn all_violations_are_collected_with_their_places() {
    let writer = Writer::new("x".repeat(11)).name("").facts(vec![Fact::new(1, 1, None)]);
    let scans = vec!["a".into(), "a".into(), "b".into(), "c".repeat(21)];
    let found = validate(&vec![volume(writer).shelf("A").cellar(0).scans(scans)]).unwrap_err();
    assert_eq!(
        pointers(&found),
        ["/0/writer/key", "/0/writer/name", "/0/cellar", "/0/scans", "/0/scans", "/0/scans/3", "/0"]
    );
    let text = found.to_string();
    assert!(text.contains("/0/writer/key has 11 characters, at most 10 are allowed; "), "{text}");
    assert!(text.contains("has both `shelf` and `cellar`, only one is allowed"), "{text}");
    assert!(found.iter().all(|violation| violation.part == Part::Body));
}

#[test]
fn lengths_count_unicode_scalar_values() {
    assert!(validate(&Writer::new("w").name("é".repeat(255))).is_ok());
    assert!(validate(&Writer::new("w").name("é".repeat(256))).is_err());
}

#[test]
fn characters_are_checked() {
    let found = validate(&Writer::new("wé")).unwrap_err();
    assert_eq!(found.to_string(), "/key contains the character 'é', which is not allowed");
}

/// A value under rules.
#[derive(Clone)]
struct Ruled<T: Slot + 'static> {
    value: T,
    shape: &'static Shape,
}

impl<T: Slot + 'static> Model for Ruled<T> {
    fn blank() -> Self {
        unreachable!()
    }
    fn shape(&self) -> &'static Shape {
        self.shape
    }
    fn view(&self, _: usize) -> View<'_> {
        Slot::view(&self.value)
    }
    fn target(&mut self, _: usize) -> Target<'_> {
        Slot::target(&mut self.value)
    }
}

pub(super) fn holds<T: Slot + 'static>(value: T, rule: Rule) -> bool {
    let rules: &[Rule] = Box::leak(Box::new([rule]));
    let rules = Box::leak(Box::new([&[], rules]));
    let shape = Box::leak(Box::new(Shape { name: "Ruled", keys: &["a/b~"], presence: b"r", rules }));
    match validate(&Ruled { value, shape }) {
        Ok(()) => true,
        Err(found) => {
            assert!(found.iter().all(|violation| violation.pointer.starts_with("/a~1b~0")));
            false
        }
    }
}

#[test]
fn ranges_are_exact() {
    let whole = Bound::Integer;
    assert!(holds(i64::MAX, Rule::Maximum(whole(i128::from(i64::MAX)))));
    assert!(!holds(i64::MAX, Rule::ExclusiveMaximum(whole(i128::from(i64::MAX)))));
    assert!(!holds(i64::MAX, Rule::Maximum(whole(i128::from(i64::MAX) - 1))));
    assert!(!holds(u64::MAX, Rule::Maximum(whole(i128::from(i64::MAX)))));
    assert!(holds(1_i32, Rule::Minimum(whole(1))) && !holds(1_i32, Rule::ExclusiveMinimum(whole(1))));
    assert!(holds(0.5, Rule::Minimum(Bound::Number(0.5))) && !holds(0.4, Rule::Minimum(Bound::Number(0.5))));
    assert!(
        !holds(1_i64, Rule::Minimum(Bound::Number(1.5))) && holds(2_i64, Rule::Minimum(Bound::Number(1.5)))
    );
}

#[test]
fn multiples_have_no_float_traps() {
    for (value, step, is) in
        [(0.3, 0.1, true), (19.99, 0.01, true), (1e15, 0.1, true), (0.35, 0.1, false), (7.0, 2.0, false)]
    {
        assert_eq!(holds(value, Rule::MultipleOf(Bound::Number(step))), is, "{value} {step}");
    }
    assert!(holds(i64::MAX, Rule::MultipleOf(Bound::Integer(7))));
    assert!(!holds(i64::MAX - 1, Rule::MultipleOf(Bound::Integer(7))));
    assert!(
        holds(3_i64, Rule::MultipleOf(Bound::Number(0.5)))
            && !holds(1_i64, Rule::MultipleOf(Bound::Number(1.5)))
    );
    assert!(holds(3_i64, Rule::MultipleOf(Bound::Integer(0))));
}

#[test]
fn numbers_json_cannot_say_are_refused() {
    assert!(!holds(f64::NAN, Rule::MaxLength(1)) && !holds(f32::INFINITY, Rule::MaxLength(1)));
}

#[test]
fn maps_and_free_form_values_are_checked() {
    let map: BTreeMap<String, String> = [("a".into(), "xyz".into())].into();
    assert!(!holds(map.clone(), Rule::Values(&[Rule::MaxLength(2)])));
    assert!(!holds(map.clone(), Rule::MinProperties(2)));
    assert!(!holds(map.clone(), Rule::MaxProperties(0)));
    assert!(!holds(map.clone(), Rule::AnyOf(&["b", "c"])) && holds(map, Rule::AnyOf(&["a", "c"])));
    assert!(!holds(json!("abc"), Rule::MaxLength(2)) && holds(json!(5), Rule::MaxLength(2)));
    assert!(!holds(json!([1, 1]), Rule::UniqueItems) && holds(json!([1, "1", [1]]), Rule::UniqueItems));
    assert!(holds(None::<String>, Rule::MinLength(5)) && !holds(Some("a".to_owned()), Rule::MinLength(5)));
    assert!(!holds(Vec::<String>::new(), Rule::MinItems(1)));
}

#[test]
fn the_number_of_violations_is_bounded() {
    let found = validate(&vec![Writer::new("é"); 5_000]).unwrap_err();
    assert_eq!(found.len(), 1_000);
    assert!(found.to_string().ends_with("; and more"));
}

#[test]
fn endless_nesting_is_refused() {
    let mut volume = volume(Writer::new("w"));
    for _ in 0..500 {
        volume = self::volume(Writer::new("w")).continues(volume);
    }
    let found = validate(&volume).unwrap_err();
    assert!(found.to_string().contains("nested deeper"));
}

#[derive(Clone)]
struct Half {
    a: Option<i64>,
}

impl Model for Half {
    fn blank() -> Self {
        Self { a: None }
    }
    fn shape(&self) -> &'static Shape {
        &Shape {
            name: "Half",
            keys: &["a"],
            presence: b"o",
            rules: &[&[Rule::MinProperties(1), Rule::AnyOf(&["a"])], &[]],
        }
    }
    fn view(&self, _: usize) -> View<'_> {
        Slot::view(&self.a)
    }
    fn target(&mut self, _: usize) -> Target<'_> {
        Slot::target(&mut self.a)
    }
}

value!(Half);

#[test]
fn absent_properties_do_not_count() {
    let found = validate(&Half { a: None }).unwrap_err();
    assert_eq!(
        found.to_string(),
        "the value has 0 properties, at least 1 are needed; the value has none of `a`, at least one is needed"
    );
    assert!(validate(&Half { a: Some(1) }).is_ok());
}
