package org.holdfast.web.rest;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.holdfast.beans.audit.Audit;
import org.holdfast.beans.audit.AuditRecord;
import org.holdfast.web.security.AdminsOnly;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/audit}: who changed what. */
@Path("audit")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@AdminsOnly
@Tag(name = "audit", description = "Who changed what and who logged in; requires the role admin")
public class AuditResource {
    @EJB
    private Audit audit;

    /** Returns a page of entries. */
    @GET
    @Operation(operationId = "listAudit", summary = "List audit entries, newest first")
    public List<AuditRecord> list(
            @QueryParam("before")
                    @Parameter(description = "Only entries older than this id.", example = "1000")
                    @Nullable
                    String before,
            @QueryParam("limit") @Parameter(description = Paging.LIMIT, example = "100") @Nullable String limit) {
        return audit.list(before == null ? null : (long) Paging.number("before", before, 0), Paging.limit(limit));
    }
}
