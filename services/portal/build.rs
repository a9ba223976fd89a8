//! The client schema is read once for all queries of the pages: a field that is gone does not compile.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    const SCHEMA: &str = "../../schema/passegue.graphql";
    println!("cargo:rerun-if-changed={SCHEMA}");
    println!("cargo:rerun-if-changed=build.rs");
    cynic_codegen::register_schema("passegue").from_sdl_file(SCHEMA)?.as_default()?;
    Ok(())
}
