package org.holdfast.it.application;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A row. */
@Entity
public class Reading {
    @Id
    private String id = "";

    /** For JPA. */
    protected Reading() {}

    public Reading(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }
}
