//! The agency's steering, one file for each part of it: what can be seen, asked and written, and by which rules.

pub mod action_plan;
pub mod assignment;
pub mod body;
pub mod children;
pub mod desk;
pub mod editing;
pub mod evaluation;
pub mod indicator;
pub mod links;
pub mod measure;
pub mod meeting;
pub mod mutation;
pub mod observation;
pub mod organisation;
pub mod participant;
pub mod people;
pub mod push;
pub mod reference;
pub mod status;
pub mod steering;
pub mod territory;
