use super::*;
use crate::source::FileId;

pub(super) fn document(yaml: &str) -> Document {
    Document { value: serde_yaml::from_str(yaml).unwrap(), file: FileId(0) }
}

#[test]
fn print_corpus() {
    let Ok(file) = std::env::var("PROSE_FILE") else { return };
    let text = std::fs::read_to_string(&file).unwrap();
    let value = if file.ends_with(".json") { serde_json::from_str(&text).unwrap() } else { serde_yaml::from_str(&text).unwrap() };
    let document = Document { value, file: FileId(0) };
    let mut report = Report::new();
    let lifted = lift(&document, &mut report);
    println!("FILE {file} facts {} tables {}", lifted.overlay.actions.len(), lifted.tables.len());
    for action in &lifted.overlay.actions {
        println!("+ {} {:?}", action.target, action.effect);
    }
    for it in report.diagnostics() {
        println!("! {} {} {} near {:?}", it.code, it.place.pointer, it.message, it.near);
    }
}
