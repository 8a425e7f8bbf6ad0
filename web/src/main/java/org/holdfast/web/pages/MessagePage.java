package org.holdfast.web.pages;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Base64;
import java.util.List;
import org.holdfast.beans.topics.MessageProperties;
import org.holdfast.beans.topics.PublishRequest;
import org.holdfast.beans.topics.RetainedDetail;
import org.holdfast.beans.topics.RetainedTopics;
import org.jspecify.annotations.Nullable;

/** The backing bean of message.xhtml, which shows and changes the message of one topic. */
@Named
@ViewScoped
public class MessagePage implements Serializable {
    private static final long serialVersionUID = 1L;

    @EJB
    private transient RetainedTopics topics;

    @Inject
    private transient Actions actions;

    @Inject
    private transient CurrentUser user;

    private String topic = "";
    private String text = "";
    private boolean binary;
    private boolean editable = true;
    private int qos;
    private @Nullable String contentType;
    private @Nullable Long lifetime;
    private transient @Nullable RetainedDetail message;

    /** Reads the message, once for each request. */
    public void load() {
        message = null;
        actions.attempt(() -> message = topics.get(topic));
        fillForm();
    }

    private void fillForm() {
        RetainedDetail read = message;
        if (read != null) {
            PayloadView payload = getPayload();
            editable = payload.isEditable();
            String readable = payload.getEditableText();
            binary = readable == null;
            text = !editable ? "" : readable == null ? read.payload() : readable;
            qos = read.qos();
            contentType = read.properties().contentType();
            lifetime = read.remainingSeconds();
        }
    }

    /** Publishes the message in the form. */
    public void publish() {
        if (!editable) {
            actions.failed("The payload is too large to edit here.");
            return;
        }
        RetainedDetail before = message();
        actions.change("Published.", () -> {
            topics.publish(
                    new PublishRequest(
                            topic, binary ? text : null, binary ? null : text, qos, true, properties(before), lifetime),
                    user.getName());
        });
        load();
    }

    /** Returns the properties in the form; those that it does not show are kept. */
    private MessageProperties properties(@Nullable RetainedDetail before) {
        MessageProperties kept = before == null ? MessageProperties.NONE : before.properties();
        return new MessageProperties(
                kept.payloadFormat(),
                contentType == null || contentType.isEmpty() ? null : contentType,
                kept.responseTopic(),
                kept.correlationData(),
                kept.userProperties());
    }

    /** Changes the lifetime of the message to that in the form. */
    public void changeLifetime() {
        Long seconds = lifetime;
        actions.change(
                seconds == null ? "The message never expires." : "The message expires in " + seconds + " s.",
                () -> topics.changeLifetime(topic, seconds, user.getName()));
        load();
    }

    /** Deletes the retained message. */
    public @Nullable String delete() {
        boolean isDone = actions.change("Retained message deleted.", () -> topics.delete(topic, user.getName()));
        if (!isDone) {
            load();
        }
        message = isDone ? null : message;
        return null;
    }

    private @Nullable RetainedDetail message() {
        if (message == null) {
            actions.attempt(() -> message = topics.get(topic));
        }
        return message;
    }

    /** Returns the message, or null when the topic has none. */
    public @Nullable RetainedDetail getMessage() {
        return message;
    }

    public PayloadView getPayload() {
        RetainedDetail read = message;
        return new PayloadView(read == null ? new byte[0] : Base64.getDecoder().decode(read.payload()));
    }

    public List<MessageProperties.Pair> getUserProperties() {
        RetainedDetail read = message;
        List<MessageProperties.Pair> pairs =
                read == null ? null : read.properties().userProperties();
        return pairs == null ? List.of() : pairs;
    }

    public String getTopic() {
        return topic;
    }

    public void setTopic(String topic) {
        this.topic = topic;
    }

    /** The payload in the form. */
    public String getText() {
        return text;
    }

    /** The payload in the form. */
    public void setText(String text) {
        this.text = text.replace("\r\n", "\n"); // browsers send every line break so
    }

    /** Whether the form has the whole payload. */
    public boolean isEditable() {
        return editable;
    }

    /** Whether the payload in the form is base64. */
    public boolean isBinary() {
        return binary;
    }

    /** Whether the payload in the form is base64. */
    public void setBinary(boolean binary) {
        this.binary = binary;
    }

    /** The QoS in the form. */
    public int getQos() {
        return qos;
    }

    /** The QoS in the form. */
    public void setQos(int qos) {
        this.qos = qos;
    }

    /** The Content Type in the form. */
    public @Nullable String getContentType() {
        return contentType;
    }

    /** The Content Type in the form. */
    public void setContentType(@Nullable String contentType) {
        this.contentType = contentType;
    }

    /** The lifetime in the form, in seconds; null: it never expires. */
    public @Nullable Long getLifetime() {
        return lifetime;
    }

    /** The lifetime in the form, in seconds; null: it never expires. */
    public void setLifetime(@Nullable Long lifetime) {
        this.lifetime = lifetime;
    }
}
