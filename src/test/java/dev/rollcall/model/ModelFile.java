package dev.rollcall.model;

import java.util.List;

/** A file, and what its rows mean to whoever made it. */
public record ModelFile(String text, List<ModelRow> rows) {}
