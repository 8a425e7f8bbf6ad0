package org.holdfast.beans.configuration;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of the table of settings that were changed while the broker ran. */
@Entity
@Table(name = "setting_override")
public class SettingOverride {
    @Id
    private String name = "";

    // a column named value is one that SQL has other plans for
    @Column(name = "value")
    private String text = "";

    @Column(name = "changed_by")
    private String changedBy = "";

    @Column(name = "changed_at")
    private long changedAt;

    /** For JPA. */
    protected SettingOverride() {}

    SettingOverride(String name, String text, String changedBy, long changedAt) {
        this.name = name;
        this.text = text;
        this.changedBy = changedBy;
        this.changedAt = changedAt;
    }

    String name() {
        return name;
    }

    String text() {
        return text;
    }
}
