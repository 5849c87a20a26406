import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Collections;
import java.util.List;
import javax.xml.crypto.dsig.*;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.keyinfo.*;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;

/** The JDK's XML signatures, as EMREX's Java providers use them: sign KEY CERT IN OUT C14N METHOD | verify CERT IN. */
public class XmlSignature {
	static Document read(String path) throws Exception {
		DocumentBuilderFactory f = DocumentBuilderFactory.newInstance();
		f.setNamespaceAware(true);
		return f.newDocumentBuilder().parse(Path.of(path).toFile());
	}

	static X509Certificate certificate(String path) throws Exception {
		return (X509Certificate) CertificateFactory.getInstance("X.509")
			.generateCertificate(new ByteArrayInputStream(Files.readAllBytes(Path.of(path))));
	}

	static void sign(String key, String cert, String in, String out, String c14n, String method) throws Exception {
		XMLSignatureFactory f = XMLSignatureFactory.getInstance("DOM");
		PrivateKey k = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(Path.of(key))));
		X509Certificate c = certificate(cert);
		Document doc = read(in);
		Reference r = f.newReference("", f.newDigestMethod(DigestMethod.SHA256, null),
			Collections.singletonList(f.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null)), null, null);
		SignedInfo si = f.newSignedInfo(f.newCanonicalizationMethod(c14n, (C14NMethodParameterSpec) null),
			f.newSignatureMethod(method, null), Collections.singletonList(r));
		KeyInfoFactory kf = f.getKeyInfoFactory();
		KeyInfo ki = kf.newKeyInfo(Collections.singletonList(
			kf.newX509Data(List.of(c.getSubjectX500Principal().getName(), c))));
		f.newXMLSignature(si, ki).sign(new DOMSignContext(k, doc.getDocumentElement()));
		TransformerFactory.newInstance().newTransformer()
			.transform(new DOMSource(doc), new StreamResult(Files.newOutputStream(Path.of(out))));
	}

	static void verify(String cert, String in) throws Exception {
		Document doc = read(in);
		DOMValidateContext c = new DOMValidateContext(certificate(cert).getPublicKey(),
			doc.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature").item(0));
		boolean good = XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(c).validate(c);
		System.out.println(good ? "valid" : "invalid");
	}

	public static void main(String[] a) throws Exception {
		if (a[0].equals("sign")) sign(a[1], a[2], a[3], a[4], a[5], a[6]);
		else verify(a[1], a[2]);
	}
}
