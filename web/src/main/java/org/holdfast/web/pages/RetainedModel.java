package org.holdfast.web.pages;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.holdfast.beans.topics.RetainedOrder;
import org.holdfast.beans.topics.RetainedSummary;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/** The messages that match the filter of a page, loaded one page of its table at a time. */
final class RetainedModel extends LazyDataModel<RetainedSummary> {
    private static final long serialVersionUID = 1L;

    private final TopicsPage page;

    RetainedModel(TopicsPage page) {
        this.page = page;
    }

    @Override
    public int count(Map<String, FilterMeta> filters) {
        return (int) Math.min(Integer.MAX_VALUE, page.count());
    }

    @Override
    public List<RetainedSummary> load(
            int first, int size, Map<String, SortMeta> sorting, Map<String, FilterMeta> filters) {
        SortMeta sort = sorting.values().stream().findFirst().orElse(null);
        RetainedOrder order = sort == null
                ? RetainedOrder.TOPIC
                : RetainedOrder.valueOf(sort.getField().toUpperCase(Locale.ROOT));
        boolean isDescending = sort != null && sort.getOrder().isDescending();
        return page.topics().list(page.applied(), order, isDescending, first, size);
    }

    @Override
    public String getRowKey(RetainedSummary message) {
        return message.topic();
    }
}
