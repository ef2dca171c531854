package app;

import java.io.File;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

public class Users {
    private String unused;

    public ResultSet find(Connection connection, String name) throws SQLException {
        String label = "é😀"; Statement statement = connection.createStatement();
        return statement.executeQuery("select * from users where name = '" + name + label + "'");
    }

    public Process list(String folder) throws IOException {
        return Runtime.getRuntime().exec("ls " + folder);
    }

    public byte[] digest(byte[] text) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("MD5").digest(text);
    }

    public boolean same(String left, String right) {
        return left == right;
    }

    public int length(String text) {
        String value = text == null ? null : text;
        if (value == null) {
            return value.length();
        }
        return value.length();
    }

    public File open(String name) {
        return new File("/srv/data/" + name);
    }
}
