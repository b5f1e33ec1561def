//! Keeps `generated/` in step with `spec/`.

fn main() {
    bindery::Build::new("spec/bindery.toml", "generated").run_or_exit();
}
