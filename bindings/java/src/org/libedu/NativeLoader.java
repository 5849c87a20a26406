package org.libedu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Loads the native library, once: from the file or folder that the property org.libedu.lib.path names, and from
 * nowhere else when it is set; else from java.library.path; else from the jar, by way of a file in
 * org.libedu.tmpdir or java.io.tmpdir.
 */
public final class NativeLoader {
	private static final String NAME = "edujni";
	private static boolean loaded;

	private NativeLoader() {
	}

	/** For hosts that have loaded the native library themselves, before any other class of libedu is used. */
	public static synchronized void assumeLoaded() {
		loaded = true;
	}

	static synchronized void load() {
		if (loaded)
			return;
		String path = System.getProperty("org.libedu.lib.path");
		if (path != null)
			loadFrom(Paths.get(path));
		else
			loadFromAnywhere();
		loaded = true;
	}

	private static void loadFrom(Path path) {
		Path file = Files.isDirectory(path) ? path.resolve(System.mapLibraryName(NAME)) : path;
		System.load(file.toAbsolutePath().toString());
	}

	private static void loadFromAnywhere() {
		List<String> tried = new ArrayList<>();
		try {
			System.loadLibrary(NAME);
			return;
		} catch (UnsatisfiedLinkError e) {
			tried.add("java.library.path: " + e.getMessage());
		}
		String resource = "/org/libedu/native/" + platform() + "/" + System.mapLibraryName(NAME);
		try (InputStream stream = NativeLoader.class.getResourceAsStream(resource)) {
			if (stream != null) {
				loadCopy(stream.readAllBytes());
				return;
			}
			tried.add("the jar: it has no " + resource);
		} catch (IOException | UnsatisfiedLinkError e) {
			tried.add("a copy of " + resource + " in " + temporaryFolder() + ": " + e.getMessage()
					+ "; where that folder is mounted noexec, org.libedu.tmpdir names another one");
		}
		throw new UnsatisfiedLinkError("the native library of libedu can't be loaded; tried "
				+ String.join("; ", tried) + ". The property org.libedu.lib.path names its file.");
	}

	private static Path temporaryFolder() {
		return Paths.get(System.getProperty("org.libedu.tmpdir", System.getProperty("java.io.tmpdir")));
	}

	private static void loadCopy(byte[] library) throws IOException {
		String mapped = System.mapLibraryName(NAME);
		String version = NativeLoader.class.getPackage().getImplementationVersion();
		String prefix = NAME + "-" + (version == null ? "" : version) + "-";
		String suffix = mapped.substring(mapped.lastIndexOf('.'));
		removeStale(suffix);
		Path copy = Files.createTempFile(temporaryFolder(), prefix, suffix, ownerOnly());
		try {
			Files.write(copy, library);
			if (!Arrays.equals(Files.readAllBytes(copy), library))
				throw new IOException("it was changed while it was written");
			System.load(copy.toAbsolutePath().toString());
		} finally {
			deleteWhereAllowed(copy);
		}
	}

	private static FileAttribute<?>[] ownerOnly() {
		if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix"))
			return new FileAttribute<?>[0];
		return new FileAttribute<?>[] {
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")) };
	}

	/* Windows does not delete a library in use: what earlier programs left is deleted at the next start. */
	private static void removeStale(String suffix) throws IOException {
		if (!platform().startsWith("win"))
			return;
		try (DirectoryStream<Path> copies = Files.newDirectoryStream(temporaryFolder(), NAME + "-*" + suffix)) {
			for (Path copy : copies)
				deleteWhereAllowed(copy);
		}
	}

	private static void deleteWhereAllowed(Path copy) {
		try {
			Files.deleteIfExists(copy);
		} catch (IOException e) {
			copy.toFile().deleteOnExit();
		}
	}

	/* <os>/<arch>, as the folders in the jar are called. */
	private static String platform() {
		String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
		String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
		if (os.startsWith("mac"))
			os = "darwin";
		else if (os.startsWith("win"))
			os = "win";
		else if (os.equals("linux") && usesMusl())
			os = "linux-musl";
		if (arch.equals("amd64"))
			arch = "x86_64";
		else if (arch.equals("arm64"))
			arch = "aarch64";
		return os + "/" + arch;
	}

	private static boolean usesMusl() {
		try {
			return Files.readString(Paths.get("/proc/self/maps")).contains("ld-musl-");
		} catch (IOException e) {
			return false;
		}
	}
}
