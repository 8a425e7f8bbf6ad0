package org.holdfast.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The REST API of this version: everything under {@code /api/v1}. */
@ApplicationPath("api/v1")
public class RestApi extends Application {}
