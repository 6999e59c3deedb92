// Stands in for xmlsec1's XSLT transform in the static program, which so needs no libxslt. rockpool enables no such transform
// (server/xml/signature.cpp); xmlsec1 wants to have one in its list, and refuses to start without.
#include <xmlsec/xmlsec.h>
#include <xmlsec/strings.h>
#include <xmlsec/transforms.h>

void xmlSecTransformXsltInitialize(void);
void xmlSecTransformXsltShutdown(void);

static int Refuse(xmlSecTransformPtr transform) {
  (void)transform;
  return -1;
}

void xmlSecTransformXsltInitialize(void) {}

void xmlSecTransformXsltShutdown(void) {}

xmlSecTransformId xmlSecTransformXsltGetKlass(void) {
  static const xmlSecTransformKlass klass = {
      .klassSize = sizeof(xmlSecTransformKlass),
      .objSize = sizeof(xmlSecTransform),
      .name = xmlSecNameXslt,
      .href = xmlSecHrefXslt,
      .usage = xmlSecTransformUsageDSigTransform,
      .initialize = Refuse,
  };
  return &klass;
}
