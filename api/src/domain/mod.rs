//! The agency's steering, one file for each part of it: what can be seen, asked and written, and by which rules.

pub mod action_plan;
pub mod assignment;
pub mod attached;
pub mod award;
pub mod body;
pub mod evaluation;
pub mod followed;
pub mod gap;
pub mod indicator;
pub mod measure;
pub mod meeting;
pub mod node_ids;
pub mod nodes;
pub mod objective;
pub mod observation;
pub mod organisation;
pub mod participant;
pub mod people;
pub mod record;
pub mod reference;
pub mod reference_data;
pub mod steering;
pub mod territory;
pub mod theme;
pub mod thread;
pub mod trace_link;
