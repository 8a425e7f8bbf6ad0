-- Which broker may write: the one that knows the epoch. Whoever takes the database over begins a new one.
CREATE TABLE broker_owner (
    only_row BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (only_row),
    epoch    BIGINT NOT NULL,
    owner    TEXT   NOT NULL
);

INSERT INTO broker_owner (epoch, owner) VALUES (0, '');
