package org.holdfast.web.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.primefaces.context.PrimeFacesContext;

/**
 * The nonce of the page's Content-Security-Policy. PrimeFaces requires it with each form; its script adds it where it is loaded,
 * and elsewhere the form does.
 */
@Named("csp")
@RequestScoped
public class Csp {
    @Inject
    private FacesContext faces;

    /** Returns the nonce, for a hidden field named primefaces.nonce. */
    public String getNonce() {
        return PrimeFacesContext.getCspState(faces).getNonce();
    }
}
