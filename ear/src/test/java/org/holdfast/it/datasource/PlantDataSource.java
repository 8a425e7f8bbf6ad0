package org.holdfast.it.datasource;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Stateless;

/** Defines the data source; its file is where the setting {@code plant.url} says. */
@Stateless
@DataSourceDefinition(
        name = "java:global/jdbc/plant",
        className = "org.sqlite.SQLiteDataSource",
        url = "${MPCONFIG=plant.url}")
public class PlantDataSource {}
