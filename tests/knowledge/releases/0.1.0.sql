-- The tables of a store of 0.1.0, with one listing of a source of the owner's own.
CREATE TABLE category (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE ("key")
);
CREATE TABLE category_alias (
	id INTEGER NOT NULL, 
	category_id INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(category_id) REFERENCES category (id) ON DELETE CASCADE
);
CREATE TABLE label (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	label VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (kind, value)
);
CREATE TABLE label_alias (
	id INTEGER NOT NULL, 
	label_id INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(label_id) REFERENCES label (id) ON DELETE CASCADE
);
CREATE TABLE listing (
	id INTEGER NOT NULL, 
	source_id INTEGER NOT NULL, 
	role_id INTEGER, 
	title VARCHAR NOT NULL, 
	title_key VARCHAR NOT NULL, 
	company VARCHAR NOT NULL, 
	company_key VARCHAR NOT NULL, 
	place VARCHAR NOT NULL, 
	city VARCHAR, 
	city_key VARCHAR, 
	region VARCHAR, 
	country VARCHAR, 
	remote BOOLEAN NOT NULL, 
	employment_type VARCHAR, 
	level VARCHAR, 
	currency VARCHAR, 
	pay_min INTEGER, 
	pay_max INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE CASCADE, 
	FOREIGN KEY(role_id) REFERENCES role (id) ON DELETE SET NULL
);
CREATE TABLE role (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE ("key")
);
CREATE TABLE role_alias (
	id INTEGER NOT NULL, 
	role_id INTEGER NOT NULL, 
	source_id INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	form VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (role_id, source_id, "key"), 
	FOREIGN KEY(role_id) REFERENCES role (id) ON DELETE CASCADE, 
	FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE CASCADE
);
CREATE TABLE salary (
	id INTEGER NOT NULL, 
	role_id INTEGER NOT NULL, 
	source_id INTEGER NOT NULL, 
	level VARCHAR, 
	year INTEGER, 
	count INTEGER NOT NULL, 
	p25 INTEGER NOT NULL, 
	median INTEGER NOT NULL, 
	p75 INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (role_id, level, year, source_id), 
	CONSTRAINT quartiles_ascend CHECK (p25 <= median AND median <= p75), 
	FOREIGN KEY(role_id) REFERENCES role (id) ON DELETE CASCADE, 
	FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE CASCADE
);
CREATE TABLE source (
	id INTEGER NOT NULL, 
	slug VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	title_key VARCHAR NOT NULL, 
	publisher VARCHAR, 
	published DATE, 
	url VARCHAR, 
	licence VARCHAR, 
	attribution VARCHAR, 
	fingerprint VARCHAR NOT NULL, 
	curated BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (slug)
);
CREATE TABLE statement (
	id INTEGER NOT NULL, 
	role_id INTEGER NOT NULL, 
	source_id INTEGER NOT NULL, 
	category_id INTEGER, 
	facet VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	keywords TEXT NOT NULL, 
	stems TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(role_id) REFERENCES role (id) ON DELETE CASCADE, 
	FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE CASCADE, 
	FOREIGN KEY(category_id) REFERENCES category (id) ON DELETE CASCADE
);
CREATE TABLE statement_term (
	id INTEGER NOT NULL, 
	statement_id INTEGER NOT NULL, 
	term_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (statement_id, term_id), 
	FOREIGN KEY(statement_id) REFERENCES statement (id) ON DELETE CASCADE, 
	FOREIGN KEY(term_id) REFERENCES term (id) ON DELETE CASCADE
);
CREATE TABLE store (
	id INTEGER NOT NULL, 
	schema INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	fingerprint VARCHAR, 
	PRIMARY KEY (id)
);
CREATE TABLE term (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	category_id INTEGER, 
	PRIMARY KEY (id), 
	UNIQUE ("key", kind), 
	FOREIGN KEY(category_id) REFERENCES category (id) ON DELETE SET NULL
);
CREATE TABLE term_alias (
	id INTEGER NOT NULL, 
	term_id INTEGER NOT NULL, 
	source_id INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (term_id, source_id, "key"), 
	FOREIGN KEY(term_id) REFERENCES term (id) ON DELETE CASCADE, 
	FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE CASCADE
);
CREATE TABLE tip (
	id INTEGER NOT NULL, 
	source_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	title VARCHAR NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE CASCADE
);
CREATE INDEX ix_category_alias_category_id ON category_alias (category_id);
CREATE INDEX ix_category_alias_key ON category_alias ("key");
CREATE INDEX ix_label_alias_label_id ON label_alias (label_id);
CREATE INDEX ix_listing_city_key ON listing (city_key);
CREATE INDEX ix_listing_company_key ON listing (company_key);
CREATE INDEX ix_listing_country ON listing (country);
CREATE INDEX ix_listing_employment_type ON listing (employment_type);
CREATE INDEX ix_listing_level ON listing (level);
CREATE INDEX ix_listing_pay_max ON listing (pay_max);
CREATE INDEX ix_listing_pay_min ON listing (pay_min);
CREATE INDEX ix_listing_region ON listing (region);
CREATE INDEX ix_listing_remote ON listing (remote);
CREATE INDEX ix_listing_role_id ON listing (role_id);
CREATE INDEX ix_listing_source_id ON listing (source_id);
CREATE INDEX ix_role_alias_key ON role_alias ("key");
CREATE INDEX ix_role_alias_role_id ON role_alias (role_id);
CREATE INDEX ix_role_alias_source_id ON role_alias (source_id);
CREATE INDEX ix_salary_role_id ON salary (role_id);
CREATE INDEX ix_salary_source_id ON salary (source_id);
CREATE INDEX ix_source_title_key ON source (title_key);
CREATE INDEX ix_statement_category_id ON statement (category_id);
CREATE INDEX ix_statement_facet ON statement (facet);
CREATE INDEX ix_statement_role_id ON statement (role_id);
CREATE INDEX ix_statement_source_id ON statement (source_id);
CREATE INDEX ix_statement_term_statement_id ON statement_term (statement_id);
CREATE INDEX ix_statement_term_term_id ON statement_term (term_id);
CREATE INDEX ix_term_alias_key ON term_alias ("key");
CREATE INDEX ix_term_alias_source_id ON term_alias (source_id);
CREATE INDEX ix_term_alias_term_id ON term_alias (term_id);
CREATE INDEX ix_term_category_id ON term (category_id);
CREATE INDEX ix_term_key ON term ("key");
CREATE INDEX ix_term_kind ON term (kind);
CREATE INDEX ix_tip_source_id ON tip (source_id);
INSERT INTO store (id, schema, version, fingerprint) VALUES (1, 1, 7, 'earlier');
INSERT INTO source (id, slug, title, title_key, fingerprint, curated) VALUES (1, 'own', 'Own notes', 'own notes', 'f', 0);
INSERT INTO role (id, name, key) VALUES (1, 'Kite Engineer', 'kite engineer');
INSERT INTO listing (id, source_id, role_id, title, title_key, company, company_key, place, remote, currency, pay_min, pay_max) VALUES (1, 1, 1, 'Kite Engineer', 'kite engineer', 'Kites Ltd', 'kites ltd', 'Leeds', 0, 'GBP', 40000, 50000);
