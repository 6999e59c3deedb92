// Makes one database a copy of another, page by page. What is in the pages is not looked at.
#pragma once

#include "storage/sqlite/connection.h"

namespace rockpool::storage::sqlite {

// `to` becomes what `from` is, in one transaction of its own, so that whoever reads `to` by another connection sees the old or the new
// database. Requires: neither connection is in a transaction. Throws as the connections do; `to` is then unchanged.
void CopyDatabase(Connection& from, Connection& to);

}  // namespace rockpool::storage::sqlite
