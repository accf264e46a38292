//! The pages are embedded in the binary: build anew when they change.

fn main() {
    println!("cargo:rerun-if-changed=ui/dist");
}
