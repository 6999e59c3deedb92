// Stands in for the parts of SQLite that the static program leaves out, which so is half a megabyte smaller: full-text search, R-trees and
// the tables about the database itself, none of which a statement of rockpool's names, and the trigonometry of SQL's mathematical
// functions, for which glibc has tables for four kinds of processors. Debian's archive has each in an object of its own.
#include <math.h>

// sqlite3_open calls each to add its part to the connection; 0 is SQLITE_OK.
#define WITHOUT(part)                   \
  int sqlite3##part(void* connection);  \
  int sqlite3##part(void* connection) { \
    (void)connection;                   \
    return 0;                           \
  }

WITHOUT(DbstatRegister)
WITHOUT(Fts3Init)
WITHOUT(Fts5Init)
WITHOUT(RtreeInit)
WITHOUT(StmtVtabInit)

// SQL takes it for NULL, as it does what is no number.
#define NO_NUMBER(function)   \
  double function(double x) { \
    (void)x;                  \
    return NAN;               \
  }

NO_NUMBER(acos)
NO_NUMBER(acosh)
NO_NUMBER(asin)
NO_NUMBER(asinh)
NO_NUMBER(atan)
NO_NUMBER(atanh)
NO_NUMBER(cos)
NO_NUMBER(cosh)
NO_NUMBER(sin)
NO_NUMBER(sinh)
NO_NUMBER(tan)
NO_NUMBER(tanh)

double atan2(double y, double x) {
  (void)y, (void)x;
  return NAN;
}
