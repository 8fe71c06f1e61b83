-- From which instant on campaigns are run that let in who is somewhere already (S18): the beginning
-- of the first tick that knew them.
CREATE TABLE "begun" ("campaign" VARCHAR PRIMARY KEY, "at" TIMESTAMP NOT NULL);
